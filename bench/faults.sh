# Sourced by what breaks changes on a host. Expects `faults`, and `run` to break one and to look what became of it.
# shellcheck shell=bash disable=SC2154

doze() { sleep "$(printf '0.%03d' $((RANDOM % 320)))"; }

# end_session LEADER SIGNAL: all processes of a session. The switch is spared, as it has one of its own.
end_session() { pkill "-$2" -s "$1"; }

# Somebody else, who loads rules of their own in mid-change.
reload_theirs() {
    nft 'table inet reloaded { chain in { type filter hook input priority 7; }; }'
    nft 'delete table inet reloaded'
    ! nft list tables | grep -qx 'table ip filter' || { iptables -N THEIRS && iptables -X THEIRS; }
}

# run_all FIRST END: the hosts share the numbers of all runs, so that every fault has its turn.
run_all() {
    local number
    for ((number = $1; number < $2; number++)); do
        run "${faults[number % ${#faults[@]}]}"
    done
}
