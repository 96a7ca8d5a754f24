# Builds what the engine lacks, sourced by lab/images. Expects `here`, `quiet`, `absent` and what images.sh defines.
# shellcheck shell=bash disable=SC2154

make_missing() {
    local release started=$SECONDS failed=0 part
    # shellcheck source=lab/cache.sh
    . "$here/cache.sh"
    # shellcheck source=lab/base.sh
    . "$here/base.sh"
    choose_cache
    exec 9>"$cache/images.lock"
    if ! flock -n 9; then
        step "waiting for another run of lab/images…"
        flock 9
        list_images
        missing && return
    fi
    work=$(mktemp -d "$cache/images.XXXXXX")
    parts=()
    trap 'clean_up' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    # Without buildx the client refuses to build unless it is told to let the engine do it.
    if docker buildx version >/dev/null 2>&1; then export BUILDX_BUILDER=default; else export DOCKER_BUILDKIT=0; fi
    # Releases have nothing in common, and each waits for the network more than it computes.
    for release in $(printf '%s\n' "${absent[@]#*:}" | sort -u); do
        make_release "$release" &
        parts+=($!)
    done
    for part in "${parts[@]}"; do wait "$part" || failed=$?; done
    ((failed == 0)) || exit "$failed"
    step "made ${absent[*]} in $((SECONDS - started)) s"
    exec 9>&-
}

clean_up() {
    # Whoever ends a run often says so twice, and to every process of its group, rm among them.
    trap '' INT TERM HUP
    ((${#parts[@]} == 0)) || kill -TERM "${parts[@]}" 2>/dev/null || true
    wait
    rm -rf "$work"
}

# Runs in a process of its own, which ends with what it started.
make_release() {
    local image
    trap 'end_children; exit 143' INT TERM HUP
    log=$cache/images-$1.log
    work=$work/$1
    mkdir "$work"
    : >"$log"
    for image in "${absent[@]}"; do
        [[ $image != *:"$1" ]] || make "$image"
    done
}

make() {
    local image=$1 base='' tag
    tag=$(tag_of "$image")
    has "$tag" && return
    case $image in
        server:*) base=target ;;
        managers:*) base=server ;;
    esac
    if [[ -n $base ]]; then
        make "$base:${image#*:}"
        base=$(tag_of "$base:${image#*:}")
    else
        find_base "${image#*:}"
    fi
    step "making $tag…"
    if ! run docker build --force-rm --build-arg "BASE=$base" --build-arg "RELEASE=${image#*:}" --tag "$tag" \
        --file "$here/Dockerfiles/${image%:*}/Dockerfile" "$here/Dockerfiles"; then
        show_log
        grep -qiE 'temporary failure|could not resolve|unable to connect|network is unreachable|timed out' "$log" &&
            fail "$tag could not be built: the engine's containers must reach Debian's packages once"
        fail "$tag could not be built: the log's last lines are above, all of it in $log"
    fi
    present+=$'\n'$tag
    remove_older "$tag"
}

# The one made before stays, as another checkout may live on it; what a container uses the engine itself refuses to remove.
remove_older() {
    local old count=0
    while read -r old; do
        [[ $old == "$1" ]] || ((++count == 1)) || docker rmi "$old" >>"$log" 2>&1 || true
    done < <(docker images --format '{{.Repository}}:{{.Tag}}' | sed 's,^localhost/,,' | grep -e "^${1%-*}-")
}

# Runs a command of a step in a process group of its own, so that an interrupt ends all of it.
run() {
    setsid "$@" >>"$log" 2>&1 </dev/null 9>&- &
    wait "$!"
}

# A child that is not yet the leader of its group is ended by itself.
end_children() {
    local child
    for child in $(jobs -p); do kill -TERM "$child" "-$child" 2>/dev/null || kill -TERM "$child" 2>/dev/null || true; done
}

show_log() { tail -n 15 "$log" >&2; }
