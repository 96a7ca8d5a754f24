# Where what was fetched and built for one user lies, sourced by the launchers: sets `cache`.
# shellcheck shell=bash

choose_cache() {
    local base=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
    cache=$base/hardeninglab
    if [[ $base == /* ]]; then
        # Only the attempt tells: root may write everywhere, it seems, but not in /proc.
        [[ -d $cache ]] || mkdir -p "$cache" 2>/dev/null || true
        [[ -d $cache && -w $cache ]] && return
    fi
    cache=${TMPDIR:-/tmp}/hardeninglab-$UID
    if [[ -z ${said_cache:-} ]]; then
        printf 'hlab: no folder for a cache (%s can'\''t be written): using %s\n' "${base:-HOME is not set, and its cache}" "$cache" >&2
        said_cache=yes
    fi
    mkdir -m 700 "$cache" 2>/dev/null || true
    # Anybody may make a folder of this name in /tmp: what lies in another user's is not ours to run.
    if [[ -L $cache || ! -d $cache || ! -O $cache ]]; then
        printf 'hlab: %s belongs to somebody else: set XDG_CACHE_HOME to a folder that you can write\n' "$cache" >&2
        exit 3
    fi
}
