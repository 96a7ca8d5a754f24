# One question to portmap, sourced by ask and flow.
# shellcheck shell=bash

# One read gives one datagram, and of a stream what is there: rpcbind writes its short records whole.
# shellcheck disable=SC2016 # the inner shell expands it
exchange='set -euo pipefail
    [[ $1 == again ]] || exec 3<>"/dev/$1/$2/111"
    base64 -d <<<"$3" >&3
    dd bs=64k count=1 status=none <&3 | base64 -w0'

# question NUMBER SECONDS tcp|udp ADDRESS MESSAGE; or `again` instead of a transport, for the socket that is open as 3.
# MESSAGE is base64. Prints the number, then `reply BASE64`, `refused` (a RST or an ICMP error came), `none` (nothing came
# within SECONDS), or `failed` and why.
question() {
    local said code=0
    # Connecting to a port that drops can't be ended otherwise.
    said=$(timeout -s KILL "$2" bash -c "$exchange" question "${@:3}" 2>&1) || code=$?
    case $code-$said in
        0-*) echo "$1 reply $said" ;;
        137-*) echo "$1 none" ;;
        *refused* | *reset*) echo "$1 refused" ;;
        *) echo "$1 failed with exit code $code: ${said//$'\n'/; }" ;;
    esac
}
