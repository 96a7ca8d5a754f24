#!/bin/bash
# Process 1 of the daemon's own namespaces, started by lab/engine: runs dockerd, and everything ends with this process.
set -euo pipefail
folder=$1

# /proc is still the machine's: the number and the start time that everybody outside knows this process by.
read -r stat </proc/self/stat
read -ra fields <<<"${stat##*) }"
read -r boot </proc/sys/kernel/random/boot_id
printf '%s\n' "pid ${stat%% *}" "start ${fields[19]}" "boot $boot" >"$folder/init.new"
mv "$folder/init.new" "$folder/init"

mount -t proc proc /proc
ip link set lo up
# The machine's resolver may listen on the machine's own loopback; slirp4netns hands 10.0.2.3 on to it.
printf 'nameserver 10.0.2.3\n' >"$folder/resolv.conf"
mount --bind "$folder/resolv.conf" "$(readlink -f /etc/resolv.conf)" || true
# The sockets of containerd's shims lie there whatever it is told.
mkdir -p /run/containerd
mount -t tmpfs -o mode=711 tmpfs /run/containerd
# A container sees its cgroups read-only, if at all.
grep -qE '^[^ ]+ [^ ]+ cgroup2? ' /proc/self/mounts || mount -t cgroup2 cgroup2 /sys/fs/cgroup
while read -r _ place kind options _; do
    [[ $kind != cgroup* || ,$options, != *,ro,* ]] || mount -o remount,bind,rw "$place"
done </proc/self/mounts

# A container's own file system takes no overlays: a file with a file system of its own does, where loop devices are to be had.
if [[ $(stat --file-system --format %T "$folder") == overlayfs ]]; then
    [[ -e $folder/disk ]] || { truncate -s 16G "$folder/disk.new" && mkfs.ext4 -q "$folder/disk.new" && mv "$folder/disk.new" "$folder/disk"; } || true
    mkdir -p "$folder/data"
    mount -o loop "$folder/disk" "$folder/data" || true
fi

# As long as this end is open slirp4netns lives: nobody else inherits it.
exec 7<>"$folder/alive"
printf '{}\n' >"$folder/daemon.json"
GOGC=400 dockerd --host "unix://$folder/docker.sock" --group root --config-file "$folder/daemon.json" --pidfile "$folder/docker.pid" \
    --data-root "$folder/data" --exec-root "$folder/exec" --dns 10.0.2.3 --shutdown-timeout 5 \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "hlab-engine-${stat%% *}" 7>&- &
daemon=$!
trap 'kill -TERM "$daemon" 2>/dev/null || true' TERM
while [[ -e /proc/$daemon ]]; do wait "$daemon" || true; done
