# Finds or makes the image that a release's images build on, sourced by images-build.sh: sets `base`.
# Its tag bears the digest of this file: it stays when only the Dockerfiles change.
# shellcheck shell=bash disable=SC2154

codename() {
    case $1 in
        11) echo bullseye ;;
        12) echo bookworm ;;
        13) echo trixie ;;
    esac
}

find_base() {
    local name recipe
    name=debian:$(codename "$1")-slim
    recipe=$(sha256sum "$here/base.sh")
    base=$name
    has "$base" && return
    base=hardeninglab/base:$1-${recipe:0:12}
    has "$base" && return
    if pull "$name"; then
        base=$name
    else
        make_base "$1"
    fi
    present+=$'\n'$base
}

# A registry that has not named the image within 5 s is taken for unreachable; the download itself may take its time.
pull() {
    local out=$work/pull tries=0 code=0
    if [[ -z ${unreachable:-} ]]; then
        step "pulling $1…"
        setsid docker pull "$1" >"$out" 2>&1 </dev/null 9>&- &
        while [[ ! -s $out && -e /proc/$! ]] && ((++tries < 50)); do sleep 0.1; done
        [[ -s $out ]] || end_children
        wait "$!" || code=$?
        ((code != 0)) || return 0
        unreachable=$(tail -n 1 "$out")
        unreachable=${unreachable#Error response from daemon: }
        step "$1 can't be pulled (${unreachable:=no answer within 5 s}): making the base with mmdebstrap"
    fi
    return 1
}

make_base() {
    install_mmdebstrap
    local sources options name
    name=$(codename "$1")
    find_sources "$name"
    step "making $base (about 20 s)…"
    merge_folders "$1"
    bootstrap "$name" || {
        show_log
        gone && fail "the mirror does not carry Debian $1 any more: let HLAB_MIRROR name one that does (the URL of an archive of old releases)"
        fail "the base of Debian $1 could not be made: this machine must reach Debian's packages once: try: apt-get update"
    }
    run docker import --change 'LABEL hardeninglab=1 hardeninglab.image=base' --change 'CMD ["bash"]' "$work/base.tar" "$base" || {
        show_log
        fail "$base could not be imported: see above"
    }
    rm -f "$work/base.tar"
    remove_older "$base"
}

install_mmdebstrap() {
    # Another release may be at it.
    exec 8>"$cache/apt.lock"
    flock 8
    if ! type -P mmdebstrap >/dev/null; then
        # shellcheck source=lab/apt.sh
        . "$here/apt.sh"
        install_packages mmdebstrap
    fi
    exec 8>&-
}

# Debian 12 merges /bin into /usr/bin by a package that drags Perl in, unless that is done before; 11 is made alike.
merge_folders() {
    local hooks=/usr/share/mmdebstrap/hooks
    options=()
    [[ -d $hooks/maybe-merged-usr ]] || return 0
    options=("--hook-dir=$hooks/maybe-merged-usr")
    # shellcheck disable=SC2016 # mmdebstrap's own shell knows the folder
    [[ $1 != 11 ]] || options=("--setup-hook=$hooks/merged-usr/setup00.sh \"\$1\"" --customize-hook='chroot "$1" dpkg --purge usr-is-merged')
}

# Old releases move to an archive.
gone() { grep -q 'does not have a Release file' "$log"; }

# HLAB_MIRROR alone, else what this machine's own apt uses, which serves the other releases too, else mmdebstrap's own choice.
find_sources() {
    local own uri suite
    sources=()
    if [[ -n ${HLAB_MIRROR:-} ]]; then
        sources=("deb $HLAB_MIRROR $1 main")
        return
    fi
    # shellcheck source=/dev/null
    own=$(. /etc/os-release && [[ $ID == debian ]] && echo "${VERSION_CODENAME:-}") || true
    [[ -n $own ]] || return 0
    # shellcheck disable=SC2016 # these names are apt's
    while read -r uri suite; do
        [[ $suite == "$own" || $suite == "$own-security" ]] || continue
        sources+=("deb ${uri%/} ${suite/#"$own"/"$1"} main")
    done < <(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null | grep '^http' | sort -u)
}

# Documentation and translations stay out, now and whenever a package is added, and so does what tells of this machine.
# shellcheck disable=SC2016 # mmdebstrap's own shell knows the folder
slim='cd "$1"
printf "%s\n" "path-exclude=/usr/share/man/*" "path-exclude=/usr/share/info/*" "path-exclude=/usr/share/locale/*" \
    "path-exclude=/usr/share/doc/*" "path-include=/usr/share/doc/*/copyright" >etc/dpkg/dpkg.cfg.d/slim
rm -rf usr/share/man/* usr/share/info/* usr/share/locale/*
find usr/share/doc ! -type d ! -name copyright -delete
find usr/share/doc -type d -empty -delete
: >etc/resolv.conf
: >etc/hostname
: >etc/machine-id
rm -rf var/log/*.log var/log/apt var/cache/debconf/*-old etc/*-'

bootstrap() {
    # The image fetches packages later, and without certificates it can't do so over TLS.
    [[ "${sources[*]}" != *https:* ]] || options+=(--include=ca-certificates)
    # What mmdebstrap itself is told to leave out it filters out of every package at a snail's pace: the hook does it once.
    run mmdebstrap --variant=apt "${options[@]}" \
        --aptopt='Acquire::Languages "none"' --aptopt='Acquire::http::Timeout "20"' --aptopt='Acquire::Check-Valid-Until "false"' \
        --dpkgopt=force-unsafe-io --customize-hook="$slim" \
        "$1" "$work/base.tar" "${sources[@]}"
}
