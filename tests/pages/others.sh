#!/bin/sh
# Do zsh, fish and man take what the program writes for them?
#
#   tests/pages/others.sh PROGRAM zsh|fish|man
# Exit code 77: it is not installed.
set -eu

[ $# -eq 2 ] || { echo "usage: tests/pages/others.sh PROGRAM zsh|fish|man" >&2; exit 2; }
program=$1 what=$2
folder=$(mktemp -d "${TMPDIR:-/tmp}/strathern-pages.XXXXXX")
trap 'rm -rf "$folder"' EXIT
here=$(cd "$(dirname "$0")" && pwd)
# Under its own name, by which shells know what completes it.
mkdir "$folder/bin"
ln -s "$program" "$folder/bin/strathern"
needed=$what
[ "$what" != man ] || needed=groff
command -v "$needed" >/dev/null || { echo "no $needed here: its page is not tried"; exit 77; }

# silent TEXT: what the other program says must be nothing.
silent() { [ -z "$1" ] || { echo "$1"; exit 1; }; }

case $what in
    zsh)
        "$program" completion zsh >"$folder/_strathern"
        zsh -n "$folder/_strathern"
        touch "$folder/mine.json"
        timeout 60 zsh -f "$here/complete.zsh" "$folder"
        ;;
    fish)
        "$program" completion fish >"$folder/strathern.fish"
        fish --no-execute "$folder/strathern.fish"
        # Asked as by the tab key.
        ask() { PATH="$folder/bin:$PATH" HOME="$folder" fish --no-config -c "source $folder/strathern.fish; complete -C '$1'"; }
        ask "strathern tri" | grep -q '^trial' || { echo "fish does not propose trial"; exit 1; }
        ask "strathern run x.json --policy token_quota_p" | grep -q '^token_quota_paired' ||
            { echo "fish does not propose a policy"; exit 1; }
        ask "strathern trial x.json --policies none,token_quota_p" | grep -q '^none,token_quota_paired' ||
            { echo "fish does not propose a second policy"; exit 1; }
        ask "strathern trial x.json --tables months,t" | grep -q '^months,teams' ||
            { echo "fish does not propose a second table"; exit 1; }
        ask "strathern trial x.json --pol" | grep -q '^--policies' || { echo "fish does not propose an option"; exit 1; }
        ;;
    man)
        "$program" man >"$folder/strathern.1"
        silent "$(groff -man -ww -z "$folder/strathern.1" 2>&1)"
        page=$(groff -man -Tascii -P-cbou "$folder/strathern.1")
        for verb in $("$program" list verbs --format csv | sed -e 1d -e 's/,.*//'); do
            echo "$page" | grep -q "strathern.*$verb" || { echo "the manual does not name $verb"; exit 1; }
        done
        echo "$page" | grep -q "EXIT STATUS" || { echo "the manual does not tell exit codes"; exit 1; }
        ;;
    *) echo "zsh, fish or man" >&2; exit 2 ;;
esac
