# Fetches rpcbind and the libraries that it lacks as packages, sourced by machine.sh. Expects `cache` and `entry`.
# Nothing is installed: an installed rpcbind would start to listen. apt itself checks the signatures.
# shellcheck shell=bash disable=SC2154

fetch_packages() {
    mkdir -p "$cache"
    exec 8>"$entry.lock"
    if ! flock -n 8; then
        printf 'hlab: waiting for another fetch of rpcbind…\n' >&2
        flock 8
    fi
    if entry_is_sound; then
        exec 8>&-
        return
    fi
    if ! type -P apt-get apt-config dpkg-deb >/dev/null; then
        printf 'hlab: rpcbind is fetched with apt, which this system lacks: put rpcbind and its libraries under a folder as FOLDER/usr/sbin/rpcbind, FOLDER/usr/lib, and set HLAB_PACKAGES=FOLDER\n' >&2
        exit 3
    fi
    printf 'hlab: fetching rpcbind into %s (first use; it is not installed)…\n' "$entry" >&2
    local work=$entry.fresh
    # What an interrupted fetch left is ours to remove: we hold the lock.
    rm -rf "$work"
    mkdir -p "$work"
    if ! (fetch_into "$work") >"$work/log" 2>&1 && ! (take_installed "$work") >>"$work/log" 2>&1; then
        grep -E '^(E|W): |not found|error while loading' "$work/log" | sort -u | tail -n 10 >&2 || tail -n 10 "$work/log" >&2
        printf 'hlab: rpcbind could not be fetched (log: %s): the machine must reach its apt sources once; try: apt-get download rpcbind\n' "$work/log" >&2
        exit 3
    fi
    rm -rf "$entry" "$work/apt" "$work/packages"
    mv "$work" "$entry"
    exec 8>&-
}

# Each step says by itself that it failed: bash ignores `set -e` in what a condition calls.
fetch_into() {
    local wanted
    prepare_apt "$1" && wanted=$(packages_wanted) || return
    # shellcheck disable=SC2086 # names of packages, one a line
    unpack "$1" $wanted && merge_usr "$1/root" && link_check "$1"
}

prepare_apt() {
    mkdir -p "$1/apt/state/lists/partial" "$1/apt/cache/archives/partial" "$1/packages" "$1/root" || return
    configure_apt "$1" >"$1/apt/apt.conf" || return
    export APT_CONFIG=$1/apt/apt.conf
    # A source that fails need not be the one that has what is wanted: the download decides.
    apt-get update </dev/null || true
}

unpack() {
    local work=$1 package
    shift
    (cd "$work/packages" && apt-get download "$@" </dev/null) || return
    for package in "$work"/packages/*.deb; do
        dpkg-deb -x "$package" "$work/root" && printf '%s\n' "${package##*/}" >>"$work/packages.txt" || return
    done
}

# Where nothing can be fetched, a copy of an rpcbind that this machine has installed is as real.
take_installed() {
    local program
    program=$(type -P rpcbind) || return
    rm -rf "$1/root"
    mkdir -p "$1/root/usr/sbin" "$1/root/usr/lib" "$1/root/etc" || return
    cp -L "$program" "$1/root/usr/sbin/rpcbind" && cp -L /etc/netconfig "$1/root/etc/" && link_check "$1"
}

# The machine's own sources and keys, but lists and cache of our own, and no hooks, which expect to be root.
configure_apt() {
    apt-config dump | sed -E '/^(APT::Update|DPkg)::/d; /::(DEP-11|CNF)/d'
    cat <<END
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::State "$1/apt/state";
Dir::State::lists "$1/apt/state/lists";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$1/apt/cache";
Dir::Cache::archives "$1/apt/cache/archives";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "20";
APT::Sandbox::User "";
Debug::NoLocking "true";
END
}

# rpcbind, its netconfig, and whatever libraries an installation would add.
packages_wanted() {
    local simulated
    simulated=$(apt-get install -s --no-install-recommends rpcbind) || return
    printf '%s\n' "$simulated" |
        sed -nE 's/^Inst (lib[^ :]*).*/\1/p; $a rpcbind\nlibtirpc-common' | sort -u
}

# Older packages unpack into /sbin and /lib: one layout spares every reader the question.
merge_usr() {
    local folder
    for folder in sbin lib; do
        [[ -d $1/$folder && ! -L $1/$folder ]] || continue
        mkdir -p "$1/usr/$folder"
        cp -a "$1/$folder/." "$1/usr/$folder/"
        rm -rf "${1:?}/$folder"
        ln -s "usr/$folder" "$1/$folder" || return
    done
}

# The loader alone is asked; the program does not run.
link_check() {
    local folders linked
    folders=$(find "$1/root/usr/lib" -name 'lib*.so*' -printf '%h\n' | sort -u | paste -sd:)
    linked=$(LD_LIBRARY_PATH=$folders ldd "$1/root/usr/sbin/rpcbind") || return
    printf '%s\n' "$linked"
    [[ $linked != *'not found'* && -e $1/root/etc/netconfig ]] || return
    awk -v root="$1/" '{ path = $2 == "=>" ? $3 : $1 } path ~ /^\// && index(path, root) != 1 { print path }' <<<"$linked" >"$1/needs"
}
