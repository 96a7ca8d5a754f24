# Starts and stops the daemon, sourced by lab/engine. Expects `here` and `user`, the process that needs the daemon, or nothing.
# shellcheck shell=bash disable=SC2154

# shellcheck source=lab/engine-state.sh
. "$here/engine-state.sh"

say() { printf 'hlab: %s\n' "$*" >&2; }
fail() {
    say "$1"
    exit 3
}

answers() { timeout -k 1 5 docker -H "$socket" version --format '{{.Server.Version}}' >/dev/null 2>&1; }

engine_status() {
    if ! runs "$folder/init" || ! answers; then
        say "no daemon of ours runs in $folder: lab/engine start"
        return 1
    fi
    printf '%s\n' "pid $pid" "socket $socket" "data $folder/data"
}

engine_start() {
    ((EUID == 0)) || fail "a daemon of our own takes root: run sudo lab/engine start, or use the machine's Docker (DOCKER_HOST)"
    unshare --mount --net true 2>/dev/null ||
        fail "this container may not make namespaces: start it with --privileged, or give it the socket of an engine outside (DOCKER_HOST)"
    install_engine
    lock
    mkdir -p "$folder/users"
    if runs "$folder/init" && answers; then
        [[ -n $user ]] || rm -f "$folder/transient"
    else
        end_all
        launch
        if [[ -n $user ]]; then : >"$folder/transient"; fi
    fi
    runs "$folder/slirp" || connect
    [[ -z $user ]] || record "$user" "$folder/users/$user"
    exec 9>&-
    printf 'export DOCKER_HOST=%s\n' "$socket"
}

engine_stop() {
    [[ -d $folder ]] || return 0
    lock
    if [[ -n $user ]]; then
        rm -f "$folder/users/$user"
        [[ -e $folder/transient ]] && ! in_use || return 0
    fi
    end_all
    rm -rf "${folder:?}/users" "$folder/transient"
    exec 9>&-
}

install_engine() {
    local tool packages=()
    for tool in unshare:util-linux mount:mount ip:iproute2 docker:docker.io dockerd:docker.io slirp4netns:slirp4netns; do
        type -P "${tool%%:*}" >/dev/null || packages+=("${tool#*:}")
    done
    ((${#packages[@]} > 0)) || return 0
    # An init would start the installed daemon as a service of the machine, which is for its owner to decide.
    [[ ! -d /run/systemd/system ]] || fail "missing: ${packages[*]}: run: apt-get install ${packages[*]}, and use the machine's own daemon"
    # shellcheck source=lab/apt.sh
    . "$here/apt.sh"
    mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
    install_packages "${packages[@]}"
    # Debian 13 has the client in a package of its own.
    type -P docker >/dev/null || install_packages docker-cli
}

launch() {
    mkfifo "$folder/alive"
    # Nothing that stays may hold the lock, nor the caller's output. Bash and unshare leave signals ignored,
    # and so would every container.
    setsid unshare --mount --propagation slave --net --pid --fork env --default-signal bash "$here/engine-init.sh" "$folder" \
        </dev/null >"$folder/log" 2>&1 9>&- &
    local launcher=$! tries=0
    until runs "$folder/init"; do
        if [[ ! -e /proc/$launcher ]] || ((++tries > 200)); then show_log "could not be started"; fi
        sleep 0.05
    done
    tries=0
    until answers; do
        if [[ ! -e /proc/$launcher ]] || ((++tries > 600)); then show_log "does not answer at $socket"; fi
        sleep 0.05
    done
    local driver
    driver=$(docker -H "$socket" info --format '{{.Driver}}')
    [[ $driver != vfs ]] || say "$folder lies on a file system without overlays: every container is a whole copy, which is slow; set HLAB_ENGINE to a folder on a disk"
}

# The way out for builds of images: started outside, it ends with the daemon's process 1, which holds the other end of `alive`.
connect() {
    local ready slirp
    runs "$folder/init" || return
    exec {ready}< <(exec setsid slirp4netns --configure --mtu=1400 --disable-host-loopback --exit-fd=7 --ready-fd=6 "$pid" tap0 \
        7<"$folder/alive" 6>&1 </dev/null >>"$folder/log" 2>&1 9>&-)
    slirp=$!
    read -r -t 5 -N 1 -u "$ready" _ || show_log "has no way out (slirp4netns)"
    exec {ready}<&-
    record "$slirp" "$folder/slirp"
}

show_log() {
    tail -n 10 "$folder/log" >&2 || true
    end_all
    fail "the Docker daemon $1: its last lines are above, all of them in $folder/log"
}

# Ends what an earlier start left, down to the last process: the kernel ends a namespace with its process 1.
end_all() {
    local name tries
    for name in init slirp; do
        tries=0
        while runs "$folder/$name"; do
            if ((tries == 0)); then kill -TERM "$pid" 2>/dev/null || true; fi
            # dockerd gives containers 5 s.
            if ((tries == 200)); then kill -KILL "$pid" 2>/dev/null || true; fi
            ((++tries < 400)) || fail "process $pid of the Docker daemon does not end"
            sleep 0.05
        done
        # What was killed could not remove its cgroups.
        [[ -z $pid ]] || find /sys/fs/cgroup -depth -type d \( -path "*/hlab-engine-$pid" -o -path "*/hlab-engine-$pid/*" \) -exec rmdir {} + 2>/dev/null || true
    done
    rm -rf --one-file-system "${folder:?}/exec"
    rm -f "$folder"/{init,slirp,alive,docker.pid,docker.sock,daemon.json,resolv.conf}
}
