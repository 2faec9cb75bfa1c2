#!/bin/sh
# Do two compilers give the same bytes? Compares digests of small studies by two builds of the program.
#
# Usage: two_compilers.sh PROGRAM OTHER_PROGRAM
# Exit code 0: the same; 77: the other program is not there; else: they differ.
set -eu

[ $# -eq 2 ] || { echo "usage: two_compilers.sh PROGRAM OTHER_PROGRAM" >&2; exit 2; }
one=$1 other=$2
[ -x "$other" ] || { echo "there is no $other: script/test builds it where clang++-14 is installed"; exit 77; }
cd "$(dirname "$0")/../.."
work=$(mktemp -d "${TMPDIR:-/tmp}/strathern-compilers.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM

# The digest of a study's store. $1 is the program, $2 the store, the rest what is simulated.
digest() {
    program=$1 store=$work/$2
    shift 2
    "$program" "$@" --quiet --out "$store" >/dev/null
    "$program" digest "$store"
}

status=0
compare() {
    first=$(digest "$one" one.db "$@")
    second=$(digest "$other" other.db "$@")
    rm -f "$work"/*.db
    echo "$first $second $*"
    [ "$first" = "$second" ] || status=1
}

compare trial scenarios/tokenmaxxing.json --replicates 6
compare trial scenarios/minimal.json --replicates 6 --set people.attrition_per_year=1 --set work.change_law=exponential
compare trial scenarios/minimal.json --replicates 2 --set review.minutes_law=lognormal --set ai.tokens_sd_log=2
compare run scenarios/theory/erlang-c.json --replicates 4
[ "$status" -eq 0 ] || echo "they differ; is $other built from the same source?"
exit "$status"
