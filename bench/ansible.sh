# Lets Ansible bring hosts to lab/policies/portmap.yaml, sourced by bench/apply. Expects `work`, `containers` and `enter`.
# shellcheck shell=bash disable=SC2154
# shellcheck source=bench/packages.sh
. bench/packages.sh

ansible_image=hardeninglab/bench-ansible:12

# The program that ANSIBLE names, or the one on PATH, or else Debian's, unpacked and not installed. Sets `ansible`.
find_ansible() {
    local root program=${ANSIBLE:-$(type -P ansible-playbook || :)}
    ansible=(env LC_ALL=C.UTF-8 "ANSIBLE_CONFIG=$work/ansible/ansible.cfg")
    if [[ -n $program ]]; then
        ansible+=("$program")
    elif [[ -x /usr/bin/python3 ]] && unpacked ansible-core; then
        ansible+=("PYTHONPATH=$root/usr/lib/python3/dist-packages" /usr/bin/python3 "$root/usr/bin/ansible-playbook")
    else
        return 1
    fi
    "${ansible[@]}" --version >/dev/null
}

# Its modules are Python, which a target lacks. The image stays: it is the same until a target's changes.
make_ansible_image() {
    docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
    docker build --force-rm --tag "$ansible_image" - >"$work/image" 2>&1 <<'END'
FROM hardeninglab/target:12
LABEL hardeninglab=1 hardeninglab.image=bench-ansible
RUN export DEBIAN_FRONTEND=noninteractive \
    && apt-get update \
    && apt-get install -y --no-install-recommends python3 \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/* /var/cache/debconf/*-old /var/log/apt /var/log/*.log
END
}

# write_playbook ADDRESS…: what a good user of Ansible would have.
# The rules and lines are those that hlab writes, to the letter, by the modules that are made for them; the rules are one task, as a loop
# is faster than a task for each. It leaves out all else that hlab does: that all of it comes in force or none, the switch that
# takes it back, looking again over a new connection, keeping it over a restart, and the way back.
# No facts are gathered and no interpreter is looked for; a connection serves all tasks, and stays for the run after.
write_playbook() {
    mkdir -p "$work/ansible"
    printf '%s\n' "$@" >"$work/ansible/hosts"
    cat >"$work/ansible/ansible.cfg" <<END
[defaults]
inventory = $work/ansible/hosts
home = $work/ansible/home
local_tmp = $work/ansible/tmp
forks = 10
gathering = explicit
interpreter_python = /usr/bin/python3
remote_user = root
private_key_file = $work/id
[ssh_connection]
pipelining = True
control_path_dir = $work/ansible/masters
ssh_args = -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=$work/known_hosts
END
    cat >"$work/ansible/portmap.yaml" <<'END'
- hosts: all
  tasks:
    - name: rules
      ansible.builtin.iptables:
        ip_version: "{{ item.ip | default('ipv4') }}"
        chain: "{{ item.chain }}"
        chain_management: true
        action: "{{ item.action | default('append') }}"
        in_interface: "{{ item.in | default(omit) }}"
        source: "{{ item.source | default(omit) }}"
        protocol: "{{ item.protocol | default(omit) }}"
        match: "{{ [item.protocol] if 'protocol' in item else [] }}"
        destination_port: "{{ '111' if 'protocol' in item else omit }}"
        goto: "{{ item.goto | default(omit) }}"
        jump: "{{ item.jump | default(omit) }}"
      loop:
        - { chain: HLAB-portmap, in: lo, jump: RETURN }
        - { chain: HLAB-portmap, source: 192.168.1.0/24, jump: RETURN }
        - { chain: HLAB-portmap, jump: DROP }
        - { chain: HLAB, protocol: tcp, goto: HLAB-portmap }
        - { chain: HLAB, protocol: udp, goto: HLAB-portmap }
        - { chain: INPUT, action: insert, jump: HLAB }
        - { ip: ipv6, chain: HLAB-portmap, in: lo, jump: RETURN }
        - { ip: ipv6, chain: HLAB-portmap, jump: DROP }
        - { ip: ipv6, chain: HLAB, protocol: tcp, goto: HLAB-portmap }
        - { ip: ipv6, chain: HLAB, protocol: udp, goto: HLAB-portmap }
        - { ip: ipv6, chain: INPUT, action: insert, jump: HLAB }
    - name: hosts.deny
      ansible.builtin.blockinfile:
        path: /etc/hosts.deny
        create: true
        marker: "# {mark} HardeningLab"
        insertbefore: BOF
        block: "rpcbind portmap : ALL"
    - name: hosts.allow
      ansible.builtin.blockinfile:
        path: /etc/hosts.allow
        create: true
        marker: "# {mark} HardeningLab"
        insertbefore: BOF
        block: |
          rpcbind portmap : 127.0.0.0/8 192.168.1.0/24 [::1]
          rpcbind portmap : ALL : deny
END
}

play() { "${enter[@]}" "${ansible[@]}" "$work/ansible/portmap.yaml"; }

# Every host's rules and lines. The tools' order of chains is no part of them.
in_force() {
    local container
    for container in "${containers[@]}"; do
        docker exec "$container" sh -c 'for tool in iptables ip6tables; do "$tool-save" -t filter | grep -e ^:HLAB -e ^-A | sort; done; cat /etc/hosts.deny /etc/hosts.allow'
    done
}

# Takes back what the playbook did; its author would have to write another one.
unplay() {
    local container
    close_masters
    for container in "${containers[@]}"; do
        docker exec "$container" sh -c 'nft "delete table ip filter; delete table ip6 filter"; sed -i "/^# BEGIN HardeningLab\$/,/^# END HardeningLab\$/d" /etc/hosts.allow /etc/hosts.deny'
    done
}

close_masters() {
    local socket
    for socket in "$work"/ansible/masters/*; do
        [[ ! -S $socket ]] || ssh -o "ControlPath=$socket" -O exit somebody 2>/dev/null || :
    done
}

# Both bring all hosts to the same: nothing is compared that differs. It is also the run before those that count.
compare_in_force() {
    ./hlab --version >/dev/null
    timed warm "${enter[@]}" ./hlab apply "$policy" --no-rehearsal "$@"
    in_force >"$work/ours"
    timed warm "${enter[@]}" ./hlab undo "$@"
    timed warm play
    in_force >"$work/theirs"
    unplay
    diff "$work/ours" "$work/theirs" || { echo "Ansible's playbook does something else" >&2 && exit 1; }
}

# As long as the first: connections that it left open serve the second.
play_twice() {
    timed ansible-first play
    timed ansible-second play
    [[ $(grep -c 'changed=0 .*unreachable=0 .*failed=0 ' "$work/out") == "${#containers[@]}" ]] || { echo "a second run of the playbook changed something" >&2 && exit 1; }
    unplay
}

# beside NAME OURS THEIRS: a row, with how many times as long as ours theirs took.
beside() {
    line "$1" "$(awk -v ours="$(median <"$work/$2")" -v theirs="$(median <"$work/$3")" 'BEGIN { printf "%.1f ms, %.1f times hlab'\''s", theirs / 1000, theirs / ours }')"
}
