# Names the images of lab/Dockerfiles and asks the engine for them, sourced by lab/images. Expects `here`, `quiet`, `wanted` and `digest`.
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
