# Fetches what a benchmark compares with, or breaks things by, as packages that are unpacked into the cache and never installed.
# Sourced; expects to stand in the project's folder.
# shellcheck shell=bash
# shellcheck source=lab/machine.sh
. lab/machine.sh
# shellcheck source=lab/packages.sh
. lab/packages.sh

# unpacked PACKAGE: sets `root`, the folder with the package and whatever else an installation would add; fails where it can't be had.
unpacked() {
    local entry cache
    type -P apt-get apt-config dpkg-deb >/dev/null || return
    choose_cache
    name_entry
    entry+=-$1 root=$entry/root
    exec 8>"$entry.lock"
    flock 8
    if [[ ! -d $root ]]; then
        printf '%s: fetching %s into %s (first use; it is not installed)…\n' "$0" "$1" "$entry" >&2
        rm -rf "$entry.fresh"
        mkdir -p "$entry.fresh"
        if (fetch_with_needs "$entry.fresh" "$1") >"$entry.log" 2>&1; then
            rm -rf "$entry.fresh/apt" "$entry.fresh/packages"
            mv "$entry.fresh" "$entry"
        fi
    fi
    exec 8>&-
    [[ -d $root ]]
}

fetch_with_needs() {
    local simulated
    prepare_apt "$1" && simulated=$(apt-get install -s --no-install-recommends "$2") || return
    # What is only to be upgraded names its old version first.
    mapfile -t simulated < <(sed -nE 's/^Inst ([^ ]+) \(.*/\1/p' <<<"$simulated")
    unpack "$1" "${simulated[@]:-$2}" && merge_usr "$1/root"
}
