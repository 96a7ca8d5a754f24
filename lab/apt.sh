# Installs packages of the Debian family, sourced by the launchers; says what to do where it can't.
# shellcheck shell=bash

# A machine with an init belongs to somebody, who decides what is installed, and whose daemons an init would start.
may_install() { ((EUID == 0)) && [[ ! -d /run/systemd/system ]] && type -P apt-get >/dev/null; }

install_packages() {
    local line="apt-get install --no-install-recommends $*" log
    if ! type -P apt-get >/dev/null; then
        printf 'hlab: missing: %s: install what provides them with this system'\''s own package tool\n' "$*" >&2
        exit 3
    fi
    if ((EUID != 0)); then
        printf 'hlab: missing: %s: run: sudo %s\n' "$*" "$line" >&2
        exit 3
    fi
    printf 'hlab: installing %s (%s)…\n' "$*" "$line" >&2
    log=$(mktemp)
    if ! apt_install "$@" >"$log" 2>&1 && ! { apt_update >>"$log" 2>&1; apt_install "$@" >>"$log" 2>&1; }; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        printf 'hlab: could not install %s: mend what apt-get says above, then run: apt-get update && %s\n' "$*" "$line" >&2
        exit 3
    fi
    rm -f "$log"
}

apt_update() { apt-get update -o DPkg::Lock::Timeout=120; }

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" </dev/null
}
