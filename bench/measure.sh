# shellcheck shell=bash disable=SC2154
# Sourced by what measures: it has its scratch folder in $work.

median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2; else print "none" }'; }

# timed NAME COMMAND…: keeps what the command takes, in microseconds, as NAME.
timed() {
    local name=$1 begun
    shift
    begun=${EPOCHREALTIME/./}
    if ! "$@" >"$work/out" 2>&1; then
        cat "$work/out" >&2
        printf '%s failed: nothing to measure\n' "$*" >&2
        exit 3
    fi
    echo $((${EPOCHREALTIME/./} - begun)) >>"$work/$name"
}

line() { printf '%-54s %s\n' "$1" "$2"; }
took() { line "$1" "$(median <"$work/$2" | awk '{ printf "%.1f ms", $1 / 1000 }')"; }
