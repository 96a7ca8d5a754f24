# What HardeningLab runs on a host that is to ask another one's portmapper: a constant program for sh(1).
#   SECONDS ADDRESS…   prints a line for each address and transport, tab between its words:
#                      ADDRESS, the source that such a packet leaves with, tcp or udp, and what came back:
#                      accepted or denied (reply_stat of RFC 5531), refused (a reset or an ICMP error), silent or other;
#                      of SECONDS 0 nothing is asked, and the last word is unasked
# An address without a route gets no line.
set -u
PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
export PATH LC_ALL

for tool in bash ip timeout dd od; do
    command -v "$tool" >/dev/null || {
        echo "no $tool is there to ask with" >&2
        exit 1
    }
done

# The call of procedure 0, version 2: rpcbind logs nothing of it, and changes nothing.
# shellcheck disable=SC2016 # the words are bash's
program='
    exec 3<>"/dev/$0/$1/111" || exit
    call="\x48\x4c\x41\x42\0\0\0\0\0\0\0\2\0\1\x86\xa0\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    [[ $0 == udp ]] || call="\x80\0\0\x28$call"
    printf "$call" >&3 && dd bs=512 count=1 status=none <&3 | od -An -v -tx1
'

ask() {
    said=$(timeout -s KILL "$seconds" bash -c "$program" "$2" "$1" 2>&1 | tr -d ' \n')
    [ "$2" = udp ] || said=${said#????????}
    case $said in
        484c41420000000100000000*) echo accepted ;;
        484c41420000000100000001*) echo denied ;;
        *refused* | *unreachable* | *route* | *prohibited* | *reset*) echo refused ;;
        '' | *illed*) echo silent ;;
        *) echo other ;;
    esac
}

# A datagram can be lost.
ask_again() {
    for _ in $tries; do
        answer=$(ask "$1" "$2")
        [ "$answer $2" = 'silent udp' ] || break
    done
    echo "$answer"
}

seconds=$1
# Whoever has no second does not ask twice.
case $seconds in 0*) tries=1 ;; *) tries='1 2' ;; esac
shift
for address in "$@"; do
    source=$(ip -o route get "$address" 2>/dev/null | sed -n 's/.* src \([^ ]*\).*/\1/p')
    for transport in ${source:+tcp udp}; do
        if [ "$seconds" = 0 ]; then answer=unasked; else answer=$(ask_again "$address" "$transport"); fi &&
            printf '%s\t%s\t%s\t%s\n' "$address" "$source" "$transport" "$answer" &
    done
done
wait
