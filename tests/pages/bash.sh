#!/bin/bash
# Does bash complete the program's commands? Sources the completion and asks for proposals as bash does.
#
#   tests/pages/bash.sh PROGRAM
# shellcheck disable=SC2034,SC2317 # bash's own names for what is being completed
set -u

program=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/strathern-pages.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir studies
touch mine.json other.json notes.txt results.db
"$program" completion bash >completion.sh || exit 1
# shellcheck source=/dev/null
. ./completion.sh
compopt() { :; } # works only while bash completes

failed=0

# proposed WORDS...: what is proposed for the last word, on one line. As in bash, '=' is a word of its own.
proposed() {
    COMP_WORDS=("$program")
    local word
    for word in "$@"; do
        case $word in
            --*=*) COMP_WORDS+=("${word%%=*}" "=" "${word#*=}") ;;
            *) COMP_WORDS+=("$word") ;;
        esac
    done
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _strathern
    echo "${COMPREPLY[*]-}"
}

# expect WANTED WORDS...: exactly this is proposed.
expect() {
    local wanted=$1 found
    shift
    found=$(proposed "$@")
    [ "$found" = "$wanted" ] || { echo "strathern $*: \"$found\" is proposed, not \"$wanted\""; failed=1; }
}

# among WANTED WORDS...: this is one of the proposals.
among() {
    local wanted=$1 found
    shift
    found=$(proposed "$@")
    case " $found " in *" $wanted "*) ;; *) echo "strathern $*: \"$wanted\" is not among \"$found\""; failed=1 ;; esac
}

expect "trial trace" tr
among new ""
expect "--help" --h
expect "--policies" trial mine.json --po
expect "--policy" run mine.json --po
expect "" digest --po # no option of this verb
expect "token_quota token_quota_hidden token_quota_of_today token_quota_paired" run mine.json --policy token
expect "none,token_quota none,token_quota_hidden none,token_quota_of_today none,token_quota_paired" trial mine.json --policies none,token
expect "months,teams" trial mine.json --tables months,t
expect "changes" run mine.json --log ch
expect "json" run mine.json --format j
expect "json" run mine.json --format=j
expect "quarters quarter_differences" export results.db --table qua
expect "review.care= review.care_sd_log=" run mine.json --set review.car
expect "studies mine.json other.json" check ""
expect "mine.json" check m
expect "results.db" digest r
expect "studies" verify --folder s
expect "policies" list pol
expect "hysteresis" explain hyst
among review.care explain review.c
among dummy_prompts explain d
expect "zsh" completion z
expect "" run mine.json --seed ""

# Every verb and every option of the help is proposed: a new one must not be forgotten.
for verb in $("$program" list verbs --format csv | sed -e 1d -e 's/,.*//'); do
    among "$verb" ""
    for option in $("$program" "$verb" --help | grep -o '^  --[a-z-]*'); do among "$option" "$verb" --; done
done

[ "$failed" -eq 0 ] && echo "bash proposes what it should"
exit "$failed"
