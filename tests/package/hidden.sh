#!/bin/sh
# Does an installation work without the source tree? Installs BUILD_DIR, moves what was installed, hides the tree behind
# an empty file system (in a mount namespace of its own), and asks the program for all kinds of shipped files.
#
#   tests/package/hidden.sh BUILD_DIR SOURCE_DIR
# Exit code 77: all else holds, but this system lets nobody hide a folder.
set -eu

[ $# -eq 2 ] || { echo "usage: tests/package/hidden.sh BUILD_DIR SOURCE_DIR" >&2; exit 2; }
build=$1 source=$2

# The second half, inside the namespace: $work is set.
if [ -n "${STRATHERN_HIDDEN_WORK-}" ]; then
    work=$STRATHERN_HIDDEN_WORK
    mount -t tmpfs none "$source"
    cd "$work"
    [ ! -e "$source/scenarios" ] || { echo "the tree is still there" >&2; exit 1; }
    program=$work/prefix/bin/strathern
    "$program" check named.json
    "$program" run named.json --policy quota --replicates 1 --quiet >/dev/null
    "$program" verify --filter Q1b --replicates 2 --format json >answer.json 2>said || [ $? -eq 1 ]
    grep -q "$work/prefix/share/strathern/scenarios/theory" said
    grep -q Q1b answer.json
    "$program" validate --filter ai-share --replicates 2 --format json >answer.json 2>said || [ $? -eq 1 ]
    grep -q "$work/prefix/share/strathern/scenarios/facts" said
    exit 0
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/strathern-hidden.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM

cmake --install "$build" --prefix "$work/first" >"$work/install.log" || { cat "$work/install.log" >&2; exit 1; }
mv "$work/first" "$work/prefix"

# Builds for developers hold paths for debuggers and assertions.
if grep -q '^CMAKE_BUILD_TYPE:[A-Z]*=Release$' "$build/CMakeCache.txt"; then
    for path in "$source" "$build"; do
        ! grep -aqF "$path" "$work/prefix/bin/strathern" || { echo "the program holds the path $path" >&2; exit 1; }
    done
fi

# No practices in place: those that come with the program are used.
cat >"$work/named.json" <<'END'
{ "name": "named", "organisation": { "engineers_count": 7 }, "study": { "quarters_count": 1 },
  "policies": { "quota": "token_quota" } }
END

# As root, or as whoever may have a user namespace.
for user in "" "--user --map-root-user"; do
    # shellcheck disable=SC2086 # two words or none
    if unshare $user --mount mount -t tmpfs none "$source" 2>"$work/refusal"; then
        STRATHERN_HIDDEN_WORK=$work unshare $user --mount sh "$0" "$build" "$source"
        exit
    fi
done
echo "not tried without the source tree: $(cat "$work/refusal")"
exit 77
