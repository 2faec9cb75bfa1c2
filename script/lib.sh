# shellcheck shell=sh
# How do our scripts configure and build? Sourced by them from the project's root; no command by itself.
#
# Whoever sources it sets: $name, which begins each line of ours, and $log, the file that takes all other output.
# With $whole_log set, a build that fails shows all of it instead of the part that says why.

: "${name:?}" "${log:?}"
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)

say() { echo "$name: $*" >&2; }

# What the script is for: the comment at its head.
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "script/$name"; }

# dash does not run the EXIT trap when a signal ends it, and a script that goes on after Ctrl-C is worse.
trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM

# $1 is the exit code of a step that failed.
give_up() {
    if [ -n "${whole_log-}" ]; then
        cat "$log" >&2
    else
        # From the first complaint on; without one, the end.
        awk '/^FAILED:|CMake Error|error:/ { found = 1 } found && shown++ < 60 { print } { last = $0 }
             END { if (!found) print last }' "$log" >&2
    fi
    say "the build failed; all of its output is in $log"
    exit "$1"
}

# Whether the build folder $1 was configured somewhere else: the checkout was moved, or copied with it. What CMake noted
# there is another machine's or another tree's, so CMake refuses it.
from_elsewhere() {
    [ -f "$1/CMakeCache.txt" ] || return 1
    for entry in "CMAKE_HOME_DIRECTORY .." "CMAKE_CACHEFILE_DIR ."; do
        noted=$(sed -n "s/^${entry% *}:INTERNAL=//p" "$1/CMakeCache.txt")
        case "$entry" in *..) here=$PWD ;; *) here=$PWD/$1 ;; esac
        # Compared without symbolic links, by which one folder has many names.
        [ "$(cd "${noted:-/dev/null}" 2>/dev/null && pwd -P)" = "$(cd "$here" && pwd -P)" ] || return 0
    done
    return 1
}

# configure FOLDER ARGUMENTS...: configures this tree into a build folder, afresh where it was another tree's. Ninja
# then builds everything anew, as all of its commands name other paths.
configure() {
    build_folder=$1
    shift
    if from_elsewhere "$build_folder"; then
        say "$build_folder was configured in another place: configuring it afresh"
        set -- --fresh "$@"
    fi
    cmake "$@" >>"$log" 2>&1 || give_up $?
}

# build FOLDER ARGUMENTS...: builds with progress on standard error: a line that is rewritten on a terminal, else a line
# each tenth of the way.
build() {
    build_folder=$1
    shift
    # The last line carries the exit code through the pipe.
    {
        code=0
        NINJA_STATUS='[%f/%t %e] ' cmake --build "$build_folder" --parallel "$jobs" "$@" 2>&1 || code=$?
        echo "exit code $code"
    } | follow || give_up $?
}

# Reads a build's output into the log, shows how far it is, and returns the exit code in its last line.
# Not in awk: Debian's reads a pipe in blocks, and so would show minutes late.
follow() {
    trap '' INT # so that all is logged that ninja says when it is interrupted; it ends when ninja does
    code=1 tenth=0 rewritten=no shown=no
    if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then rewritten=yes; fi
    while IFS= read -r line; do
        case "$line" in
            "exit code "*) code=${line#exit code }; continue ;;
            "["[0-9]*/[0-9]*" "*"] "*) show_step "${line%%]*}" ;;
        esac
        printf '%s\n' "$line" >&3
    done 3>>"$log"
    if [ "$rewritten$shown" = yesyes ]; then printf '\r%-50s\r' '' >&2; fi
    return "$code"
}

# show_step "[FINISHED/ALL SECONDS": the head of a line of ninja's.
show_step() {
    head=${1#?}
    finished=${head%%/*} all=${head#*/}
    seconds=${all#* } all=${all%% *}
    seconds=${seconds%%.*}
    case "$finished,$all,$seconds" in *[!0-9,]* | 0,* | *,0,* | *,) return 0 ;; esac # not ninja's, or nothing yet
    text="$name: $finished of $all steps, $(left $((seconds * (all - finished) / finished)))"
    if [ "$rewritten" = yes ]; then
        printf '\r%-50s' "$text" >&2
        shown=yes
    elif [ "$all" -ge 10 ] && [ $((10 * finished / all)) -gt "$tenth" ]; then # a few steps are soon done
        tenth=$((10 * finished / all))
        echo "$text" >&2
    fi
}

# left SECONDS: the time left, no more exactly than it can be known.
left() {
    if [ "$1" -lt 60 ]; then echo "about $1 s left"; else echo "about $((($1 + 30) / 60)) min left"; fi
}
