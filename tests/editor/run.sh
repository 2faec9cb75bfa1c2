#!/bin/sh
# What does an editor say of the shipped files? Asks VS Code's JSON language service, installed into WORK_DIR.
#
#   tests/editor/run.sh SOURCE_DIR WORK_DIR
# Exit code 77: node or npm is missing, or the package can't be had (no network).
set -eu

[ $# -eq 2 ] || { echo "usage: tests/editor/run.sh SOURCE_DIR WORK_DIR" >&2; exit 2; }
source=$1 work=$2
here=$source/tests/editor

for program in node npm; do
    command -v "$program" >/dev/null || { echo "no $program here: editors' completion is not tried"; exit 77; }
done

mkdir -p "$work"
if ! cmp -s "$here/package-lock.json" "$work/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$work"
    (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) ||
        { echo "npm can't install vscode-json-languageservice: $(tail -n 1 "$work/npm.log")"; exit 77; }
    cp "$here/package-lock.json" "$work/installed.json"
fi
NODE_PATH=$work/node_modules node "$here/check_editor.js" "$source/scenarios"
