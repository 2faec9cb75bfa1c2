#!/bin/sh
# Does an installation serve a program that links it? Installs BUILD_DIR to a temporary prefix, builds and runs one.
#
#   tests/package/run.sh BUILD_DIR
set -eu

[ $# -eq 1 ] || { echo "usage: tests/package/run.sh BUILD_DIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/strathern-package.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM

cmake --install "$1" --prefix "$work/first" >"$work/install.log" || { cat "$work/install.log" >&2; exit 1; }
# A package that remembers where it was installed breaks when it is moved.
mv "$work/first" "$work/prefix"

# The compiler that built the libraries builds the program: two standard libraries do not mix.
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$1/CMakeCache.txt")
cmake -S "$here" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$compiler" \
    -DCMAKE_PREFIX_PATH="$work/prefix"
cmake --build "$work/build"
"$work/build/consumer" "$work/prefix/share/strathern/scenarios/minimal.json"

"$work/prefix/bin/strathern" --help >/dev/null
test -f "$work/prefix/include/strathern/params.hpp"
test -f "$work/prefix/share/strathern/scenarios/scenario.schema.json"
for page in bash-completion/completions/strathern zsh/site-functions/_strathern \
    fish/vendor_completions.d/strathern.fish man/man1/strathern.1; do
    test -s "$work/prefix/share/$page" || { echo "share/$page is not installed" >&2; exit 1; }
done
