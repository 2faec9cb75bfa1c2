#!/bin/sh
# Does a program of another build folder hold? Runs it; exit code 77 where nobody has built it.
#
#   tests/support/run_if_built.sh PROGRAM [ARGUMENTS...]
set -eu

[ $# -ge 1 ] || { echo "usage: tests/support/run_if_built.sh PROGRAM [ARGUMENTS...]" >&2; exit 2; }
[ -x "$1" ] || { echo "there is no $1: script/test builds it"; exit 77; }
exec "$@"
