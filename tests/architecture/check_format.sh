#!/bin/sh
# Is every C++ file laid out as .clang-format says? By version 14, as others lay out otherwise; 77 (skipped) without it.
#   check_format.sh ROOT STAMP
# Files that are older than STAMP, which a clean run leaves behind, are not looked at again: all of them take 3 s.
set -eu
case "$2" in *.stamp) stamp=$2 ;; *) echo "usage: check_format.sh ROOT FILE.stamp"; exit 2 ;; esac
cd "$1"
for tool in clang-format-14 clang-format; do
    case "$("$tool" --version 2>/dev/null || true)" in *"version 14."*) ;; *) continue ;; esac
    files=$(git ls-files '*.cpp' '*.hpp' 2>/dev/null || true)
    [ -n "$files" ] || { echo "not in a git repository: which files are whose is not known"; exit 77; }
    [ ! -f "$stamp" ] || [ "$stamp" -nt .clang-format ] || rm "$stamp"
    touch "$stamp.next"
    # Deleted files are still listed.
    for file in $files; do
        [ ! -f "$file" ] || { [ -f "$stamp" ] && [ "$stamp" -nt "$file" ]; } || echo "$file"
    done | xargs -r -P 2 -n 70 "$tool" --dry-run -Werror
    mv "$stamp.next" "$stamp"
    exit 0
done
echo "there is no clang-format 14 here"
exit 77
