# Builds the images of lab/Dockerfiles, sourced by lab/images. Expects `here`, `quiet`, `wanted` and `digest`.
# shellcheck shell=bash disable=SC2154

say() { printf 'hlab: %s\n' "$*" >&2; }
step() { [[ -n $quiet ]] || say "$@"; }
fail() {
    say "$@"
    exit 3
}

# The first 12 digits of SHA-256 over every file below lab/Dockerfiles in ordinal order of its path there:
# the path, a zero byte, the content, a zero byte. hlab computes the same.
dockerfiles_digest() {
    local digest
    digest=$(
        cd "$here/Dockerfiles" || exit
        find . -type f -printf '%P\0' | LC_ALL=C sort -z | while IFS= read -r -d '' path; do
            printf '%s\0' "$path"
            cat "$path"
            printf '\0'
        done | sha256sum
    )
    printf '%s' "${digest:0:12}"
}

tag_of() { printf 'hardeninglab/%s-%s' "$1" "$digest"; }

# Sets `listed`, the engine's images as `TAG ID`, and `present`, the tags alone: ours and Debian's own.
list_images() {
    type -P docker >/dev/null ||
        fail "the docker command is missing: run: apt-get install docker.io (docker-cli on Debian 13), or podman-docker"
    local errors
    errors=$(mktemp)
    listed=$(timeout -k 1 10 docker images --format '{{.Repository}}:{{.Tag}} {{.ID}}' 2>"$errors") || engine_fails "$(<"$errors")"
    rm -f "$errors"
    # Podman keeps what was made here under a host's name.
    listed=$(sed -E 's,^(localhost|docker.io/library|docker.io)/,,' <<<"$listed")
    present=$(cut -d ' ' -f 1 <<<"$listed")
}

engine_fails() {
    rm -f "$errors"
    local host=${DOCKER_HOST:-the default socket}
    case $1 in
        *'permission denied'*) fail "the Docker engine at $host may not be used by $(id -un): run: sudo usermod -aG docker $(id -un), and log in again" ;;
        '') fail "the Docker engine at $host did not answer within 10 s: start it again, or let DOCKER_HOST name another" ;;
        *) fail "no Docker engine answers at $host (${1##*$'\n'}): start it, let DOCKER_HOST name another, or as root run: eval \"\$(lab/engine start)\"" ;;
    esac
}

has() { grep -qxF -e "$1" <<<"$present"; }

id_of() { sed -n "s,^$1 ,,p" <<<"$listed"; }

# Lets hardeninglab/NAME:RELEASE be today's image, for people and for lab/compose.yml.
name_plainly() {
    local image
    for image in "${wanted[@]}"; do
        [[ -n $(id_of "$(tag_of "$image")") && $(id_of "hardeninglab/$image") == "$(id_of "$(tag_of "$image")")" ]] ||
            docker tag "$(tag_of "$image")" "hardeninglab/$image" || fail "$(tag_of "$image") can't be tagged: see above"
    done
}

# True when nothing is missing; else sets `absent`.
missing() {
    local image
    absent=()
    for image in "${wanted[@]}"; do
        has "$(tag_of "$image")" || absent+=("$image")
    done
    ((${#absent[@]} == 0))
}

make_missing() {
    local image started=$SECONDS
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
    log=$cache/images.log
    : >"$log"
    trap 'rm -rf "$work"' EXIT
    trap 'end_child; exit 130' INT
    trap 'end_child; exit 143' TERM HUP
    # Without buildx the client refuses to build unless it is told to let the engine do it.
    if docker buildx version >/dev/null 2>&1; then export BUILDX_BUILDER=default; else export DOCKER_BUILDKIT=0; fi
    for image in "${absent[@]}"; do make "$image"; done
    step "made ${absent[*]} in $((SECONDS - started)) s"
    exec 9>&-
}

make() {
    local image=$1 base tag
    tag=$(tag_of "$image")
    has "$tag" && return
    if [[ $image == server:* ]]; then
        make "target:${image#*:}"
        base=$(tag_of "target:${image#*:}")
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
    local code=0
    setsid "$@" >>"$log" 2>&1 </dev/null 9>&- &
    child=$!
    wait "$child" || code=$?
    child=''
    return "$code"
}

end_child() { [[ -z ${child:-} ]] || kill -TERM -- "-$child" 2>/dev/null || true; }

show_log() { tail -n 15 "$log" >&2; }
