# Finds the Docker engine that the tests use, sourced by ./test. A lack is said, never an error: those tests are skipped then.
# Sets DOCKER_HOST, HLAB_DOCKER=1 and HLAB_IMAGES, the images that are there, as `target:11 target:12 …`.
# shellcheck shell=bash

here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
# shellcheck source=lab/apt.sh
. "$here/apt.sh"

ensure_engine() {
    unset HLAB_DOCKER HLAB_IMAGES
    local why code=0
    find_engine || code=$?
    ((code != 2)) || return 0
    ((code == 0)) || start_own || return 0
    # Versions 1 and 2 do alike; without either only the tests of compose.yml are skipped.
    type -P docker-compose >/dev/null || docker compose version >/dev/null 2>&1 || ((EUID != 0)) || (install_packages docker-compose) || true
    make_images target:11 target:12 target:13 client:12 server:12 managers:12
    if [[ $HLAB_IMAGES != *target:12*client:12* ]]; then
        skipped "the images could not be made: see above"
        return 0
    fi
    export HLAB_IMAGES HLAB_DOCKER=1
    printf 'hlab: Docker at %s, images: %s\n' "$DOCKER_HOST" "$HLAB_IMAGES" >&2
}

skipped() { printf 'hlab: tests that need Docker are skipped: %s\n' "$*" >&2; }

# The one that DOCKER_HOST names, or whatever answers where an engine usually listens; else `why` says what is wrong.
find_engine() {
    local socket
    why='no Docker engine here: start the machine'\''s own (sudo systemctl start docker), or run: sudo lab/engine start, and set DOCKER_HOST'
    if [[ -n ${DOCKER_HOST:-} ]]; then
        answers && return
        skipped "$why"
        return 2
    fi
    for socket in /var/run/docker.sock /run/podman/podman.sock "${XDG_RUNTIME_DIR:-/run/user/$UID}/podman/podman.sock"; do
        # Another user's Podman is nobody else's concern; Docker's socket is for a group that one can join.
        [[ -S $socket && (-w $socket || $socket == */docker.sock) ]] || continue
        export DOCKER_HOST=unix://$socket
        answers && return
    done
    unset DOCKER_HOST
    return 1
}

answers() {
    local said
    # A container that was given a socket from outside often lacks the client, and nothing there would start the daemon.
    type -P docker >/dev/null || ! may_install || (install_packages docker.io && { type -P docker >/dev/null || install_packages docker-cli; }) || true
    said=$(timeout -k 1 10 docker version --format '{{.Server.Version}}' 2>&1) && return
    case $said in
        *'permission denied'*) why="$DOCKER_HOST may not be used: run: sudo usermod -aG docker $(id -un), and log in again" ;;
        *) why="$DOCKER_HOST does not answer (${said##*$'\n'}): start that engine, or let DOCKER_HOST name another" ;;
    esac
    return 1
}

start_own() {
    local line
    if ! may_install; then
        skipped "$why"
        return 1
    fi
    if ! line=$("$here/engine" start --for $$); then
        skipped "see above"
        return 1
    fi
    export DOCKER_HOST=${line#*=}
    trap '"$here/engine" stop --for $$' EXIT
}

# All at once; where one can't be made, the others still count.
make_images() {
    local image
    HLAB_IMAGES="$*"
    "$here/images" "$@" && return
    HLAB_IMAGES=''
    for image in "$@"; do
        if "$here/images" --quiet "$image"; then HLAB_IMAGES+=${HLAB_IMAGES:+ }$image; fi
    done
}
