#!/bin/bash
# What the embedded lab needs of this machine: tools, and rpcbind unpacked into a cache, never installed.
# Sourced by the launchers; run by itself it prepares the machine and says nothing when all is there.
# shellcheck source=lab/cache.sh
. "${BASH_SOURCE[0]%/*}/cache.sh"

prepare_machine() {
    type -P unshare setpriv ip iptables nft >/dev/null || install_tools
    [[ -n ${HLAB_PACKAGES:-} && -x $HLAB_PACKAGES/usr/sbin/rpcbind ]] && export HLAB_PACKAGES && return
    local entry
    choose_cache
    name_entry
    if ! entry_is_sound; then
        # shellcheck source=lab/packages.sh
        . "${BASH_SOURCE[0]%/*}/packages.sh"
        fetch_packages
    fi
    export HLAB_PACKAGES=$entry/root
}

# One entry for each kind of system, as home folders travel between them.
name_entry() {
    local key value id=linux version=0
    while IFS='=' read -r key value; do
        value=${value//\"/}
        case $key in
            ID) id=$value ;;
            VERSION_ID | VERSION_CODENAME) [[ $version == 0 || $key == VERSION_ID ]] && version=$value ;;
        esac
    done </etc/os-release
    entry=$cache/$id-$version-$HOSTTYPE
}

# `needs` lists the machine's own libraries that the unpacked rpcbind links to: without one of them it is of no use.
entry_is_sound() {
    local library
    [[ -x $entry/root/usr/sbin/rpcbind && -r $entry/needs ]] || return 1
    while read -r library; do
        [[ -e $library ]] || return 1
    done <"$entry/needs"
}

install_tools() {
    local tool packages=()
    for tool in unshare:util-linux setpriv:util-linux ip:iproute2 iptables:iptables nft:nftables; do
        type -P "${tool%%:*}" >/dev/null || packages+=("${tool#*:}")
    done
    mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
    # shellcheck source=lab/apt.sh
    . "${BASH_SOURCE[0]%/*}/apt.sh"
    install_packages "${packages[@]}"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    set -euo pipefail
    export PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin
    prepare_machine
fi
