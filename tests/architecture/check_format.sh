#!/bin/sh
# Is every C++ file laid out as .clang-format says? By version 14, as others lay out otherwise; 77 (skipped) without it.
#   check_format.sh ROOT
set -eu
cd "$1"
for tool in clang-format-14 clang-format; do
    case "$("$tool" --version 2>/dev/null || true)" in *"version 14."*) ;; *) continue ;; esac
    files=$(git ls-files '*.cpp' '*.hpp' 2>/dev/null || true)
    [ -n "$files" ] || { echo "not in a git repository: which files are whose is not known"; exit 77; }
    # Deleted ones are still listed.
    for file in $files; do [ ! -f "$file" ] || echo "$file"; done | xargs -P 2 -n 70 "$tool" --dry-run -Werror
    exit 0
done
echo "there is no clang-format 14 here"
exit 77
