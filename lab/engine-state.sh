# Where a daemon of our own keeps itself, and which of the processes recorded there still run; sourced by engine.sh.
# shellcheck shell=bash disable=SC2034,SC2154

choose_folder() {
    folder=${HLAB_ENGINE:-}
    if [[ -z $folder ]]; then
        # shellcheck source=lab/cache.sh
        . "$here/cache.sh"
        choose_cache
        folder=$cache/engine
    fi
    [[ $folder == /* ]] || folder=$PWD/$folder
    # The kernel takes 107 bytes as the address of a socket; the longest is containerd's, below this folder.
    ((${#folder} <= 68)) || fail "the folder's name is too long for the sockets below it: $folder has ${#folder} bytes, 68 are possible: set HLAB_ENGINE to a shorter one"
    socket=unix://$folder/docker.sock
}

lock() {
    (umask 077 && mkdir -p "$folder") 2>/dev/null || fail "$folder can't be made: set HLAB_ENGINE to a folder that can"
    exec 9>"$folder/lock"
    flock -w 120 9 || fail "another lab/engine holds $folder/lock for two minutes: end it, then try again"
}

# The start time of a process tells it from a later one with the same number. A zombie runs no more.
started_at() {
    local stat fields
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
    read -ra fields <<<"${stat##*) }"
    [[ ${fields[0]} != Z ]] && printf '%s' "${fields[19]}"
}

# True if the process that a file of ours names still runs; sets `pid`.
runs() {
    local key value start='' boot='' now
    pid=''
    [[ -r $1 ]] || return 1
    while read -r key value; do
        case $key in
            pid) pid=$value ;;
            start) start=$value ;;
            boot) boot=$value ;;
        esac
    done <"$1"
    read -r now </proc/sys/kernel/random/boot_id
    [[ -n $pid && $boot == "$now" && $(started_at "$pid") == "$start" ]]
}

record() {
    local boot
    read -r boot </proc/sys/kernel/random/boot_id
    printf '%s\n' "pid $1" "start $(started_at "$1")" "boot $boot" >"$2"
}

in_use() {
    local entry
    for entry in "$folder"/users/*; do
        runs "$entry" && return
    done
    return 1
}
