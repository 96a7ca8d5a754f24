# What HardeningLab runs on a host: a constant program for sh(1). Its words come as arguments, its data as an archive on
# standard input; nothing of a policy or of the host ever becomes part of it.
#   snapshot           prints an archive of what is there
#   reach              prints the addresses that others ask it by, then the transports and IP versions that port 111 listens on
#   rules              prints an archive of all rules, other people's too, each as its own tool loads it
#   apply ID SECONDS KEEP   takes an archive, arms the switch, and puts what is in after/ in force; KEEP is yes if it is
#                      to survive a restart of the host
#   confirm [ID]       disarms the switch
#   switch ID SECONDS  waits, then does as `back`
#   back ID            takes everything back unless it was confirmed
#   forget             removes what is known of each part where nothing of ours is in force any more
#   boot               puts what was confirmed in force again, and takes back what was not
set -u
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
export PATH LC_ALL

# The second is for hosts whose /var can't be written.
homes='/var/lib/hardeninglab /etc/hardeninglab'
unit=/etc/systemd/system/hardeninglab.service
override=/etc/systemd/system/rpcbind.socket.d/hardeninglab.conf
# Exit codes of ours, of sysexits.h and above.
busy=75 moved=76 late=77 refused=78 waiting=79

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$2"
    exit "$1"
}

# Each program that is started costs a millisecond or more: what the shell can tell by itself it tells.

# The first line of a file, in $line; empty where there is no file.
read_line() {
    line=''
    { read -r line <"$1"; } 2>/dev/null
}

# Whether a file of a few lines has this one.
has_line() {
    [ -e "$2" ] || return
    while IFS= read -r line; do
        [ "$line" != "$1" ] || return 0
    done <"$2"
    return 1
}

parts='nftables iptables ip6tables iptables-legacy ip6tables-legacy hosts.deny hosts.allow rpcbind.socket'

can_have() {
    case $1 in
        nftables) command -v nft ;;
        hosts.*) : ;;
        rpcbind.socket) has_systemd && [ -e "/lib/systemd/system/$1" ] ;;
        *) find_tool "$1" ;;
    esac >/dev/null
}

# The programs of a part of iptables are $tool with -save and -restore. What the bare name means is everybody's own choice: it
# may be the legacy one.
find_tool() {
    case $1 in
        *-legacy) tool=$1 ;;
        *) tool=$1-nft ;;
    esac
    command -v "$tool-restore" >/dev/null
}

# Whether a part of iptables has a table. One of iptables-legacy is made by looking at it.
has_table() {
    find_tool "$1" || return
    case $1 in
        *-legacy) has_line "$2" "/proc/net/${1%tables*}_tables_names" ;;
    esac
}

is_there() {
    case $1 in
        rpcbind.socket) [ -e "$override" ] ;;
        hosts.*) [ -e "/etc/$1" ] ;;
        nftables) can_have "$1" ;;
        *) has_table "$1" filter ;;
    esac
}

# What is ours in a part, as the text that puts it there again; nothing if nothing is. For iptables the second word names a file
# for where the other chains go to ours.
show() {
    is_there "$1" || return 0
    case $1 in
        nftables) nft --stateless list table inet hardeninglab 2>/dev/null || : ;;
        rpcbind.socket) cat "$override" ;;
        hosts.*) show_block "$1" ;;
        *) "$tool-save" -t filter >"$work/$1" && show_chains "$work/$1" "${2:-/dev/null}" ;;
    esac
}

# INPUT and DOCKER-USER go to our chains by their first rules, and no others. Rules before ours that can only take away, as
# fail2ban's, do not count: they deny, or go to a chain that does no more than that.
show_chains() {
    awk -v jumps="$2" '
        /^:/ { is_chain[substr($1, 2)] = $2 == "-" }
        /^:HLAB[ \/-]/ { ours[++declared] = $1 " - [0:0]" }
        /^(-A |COMMIT)/ && "HLAB" in is_chain && !begun {
            begun = 1
            print "*filter"
            for (i = 1; i <= declared; i++) print ours[i]
        }
        begun && /^-A HLAB[ \/-]/
        /^-A HLAB/ || !/^-A / { next }
        {
            rule = $0
            gsub(/"(\\.|[^"\\])*"/, "", rule)
            target = match(rule, / -[jg] [^ ]+/) ? substr(rule, RSTART + 1, RLENGTH - 1) : ""
        }
        target !~ /^(-j (DROP|REJECT|RETURN|LOG|NFLOG))?$/ { does_more[$2] = 1 }
        $2 == "INPUT" || $2 == "DOCKER-USER" { rules[++count] = $0; chains[count] = $2; targets[count] = target }
        END {
            if (begun) {
                print "-I INPUT 1 -j HLAB"
                if ("HLAB/docker" in is_chain) print "-I DOCKER-USER 1 -j HLAB/docker"
                print "COMMIT"
            }
            for (i = 1; i <= count; i++) {
                to = substr(targets[i], 4)
                if (rules[i] == "-A INPUT -j HLAB" || rules[i] == "-A DOCKER-USER -j HLAB/docker")
                    print ++numbers[chains[i]] ":" rules[i] >jumps
                else if (targets[i] !~ /^(-j (DROP|REJECT|LOG|NFLOG))?$/ && (targets[i] !~ /^-j/ || !is_chain[to] || does_more[to]))
                    numbers[chains[i]]++
            }
        }' "$1"
}

# A block without its end would reach to the end of the file.
show_block() {
    awk '
        /^# BEGIN HardeningLab$/ { begun++; is_ours = 1 }
        is_ours { block[++count] = $0 }
        /^# END HardeningLab$/ { ended++; is_ours = 0 }
        END {
            if (begun != ended) exit 1
            for (i = 1; i <= count; i++) print block[i]
        }' "/etc/$1" || {
        say "/etc/$1: our block is damaged: a line \`# BEGIN HardeningLab\` or \`# END HardeningLab\` is missing; mend it by hand"
        return 1
    }
}

snapshot() {
    make_shot
    # Nobody is kept from confirming or taking back meanwhile: then it is looked at once more.
    for look in 1 2 3; do
        read_line "$pending/id"
        waits=$line
        [ "$look" = 1 ] || rm -f applied/*
        describe
        confirmed=$state/applied
        [ ! -d "$state/done/applied" ] || confirmed=$state/done/applied
        [ ! -d "$confirmed" ] || cp "$confirmed"/* applied/ 2>/dev/null || :
        read_line "$pending/id"
        [ "$waits" != "$line" ] || break
    done
    for part in $parts; do
        ! can_have "$part" || echo "$part" >>tools
    done
    [ -z "$waits" ] || { printf '%s\n' "$waits" >pending && { has_switch || : >orphan; }; }
    ! has_systemd || : >systemd
    [ ! -d "$state" ] || : >state
    find_connection >connection
    # While a change waits nobody plans another one.
    [ -d "$pending" ] || find_published >published
    find_forwarding >forwarding
    ! flushes || : >flushing
    find_unreadable >unreadable
    tar -c .
}

make_shot() {
    mkdir "$work/shot" "$work/shot/parts" "$work/shot/jumps" "$work/shot/applied" && cd "$work/shot" || exit 1
}

# firewalld flushes the tables of iptables whenever it starts or reloads, whichever backend it has itself.
flushes() {
    has_systemd && [ -e /lib/systemd/system/firewalld.service ] &&
        { systemctl --quiet is-enabled firewalld.service || systemctl --quiet is-active firewalld.service; } 2>/dev/null
}

# What is ours, in parts/ and jumps/, with a digest over it.
describe() {
    for part in $parts; do
        : >"jumps/$part"
        show "$part" "jumps/$part" >"parts/$part" || exit 1
    done
    sha256sum parts/* jumps/* >digest || exit 1
}

# Ports whose packets the table nat gives another destination, as Docker does: they are passed on, and never meet INPUT.
find_published() {
    for part in iptables ip6tables iptables-legacy ip6tables-legacy; do
        ! has_table "$part" nat || "$tool-save" -t nat
    done | sed -n 's/^-A .*-p \(tcp\|udp\) .*--dport \([0-9]*\) .*-j DNAT --to-destination \([^ ]*\).*/\1 \2 \3/p'
}

# The parts whose rules `show` has read, and which pass packets on by Docker's chain.
find_forwarding() {
    (cd "$work" && grep -lsx -e '-A FORWARD -j DOCKER-USER' iptables ip6tables iptables-legacy ip6tables-legacy)
}

# rpcbind gives up root before it asks libwrap, which denies everybody where it can not read.
find_unreadable() {
    for part in hosts.allow hosts.deny; do
        [ ! -e "/etc/$part" ] || set -- "$@" "$part"
    done
    [ "$#" != 0 ] && group=$(id -g _rpc 2>/dev/null) && command -v setpriv >/dev/null || return 0
    # shellcheck disable=SC2016 # the words are the other shell's
    setpriv --reuid=_rpc --regid="$group" --clear-groups \
        sh -c 'for name; do [ -r "/etc/$name" ] || echo "$name"; done' sh "$@" || printf '%s\n' "$@"
}

# Whence sshd was asked for this session: sudo takes it out of our environment, so the ancestors are asked.
find_connection() {
    if [ -n "${SSH_CONNECTION-}" ]; then
        printf '%s\n' "$SSH_CONNECTION"
        return
    fi
    process=$PPID
    while [ "$process" -gt 1 ] && [ -r "/proc/$process/environ" ]; do
        if grep -qsz '^SSH_CONNECTION=.' "/proc/$process/environ"; then
            tr '\0' '\n' <"/proc/$process/environ" | sed -n 's/^SSH_CONNECTION=//p'
            return
        fi
        parent=0
        while read -r name number; do
            [ "$name" != PPid: ] || { parent=$number && break; }
        done <"/proc/$process/status"
        process=$parent
    done
}

reach() {
    ip -o address show scope global | sed -n 's|.* inet6* \([^ /]*\).*|address \1|p'
    for table in 'tcp 4 tcp' 'tcp 6 tcp6' 'udp 4 udp' 'udp 6 udp6'; do
        # shellcheck disable=SC2086
        set -- $table
        # A socket of TCP listens in state 0A.
        ! grep -qsE "^ *[0-9]+: [0-9A-F]+:006F [0-9A-F]+:0000 $([ "$1" = udp ] || echo 0A)" "/proc/net/$3" || echo "listens $1 $2"
    done
}

rules() {
    mkdir "$work/rules" && cd "$work/rules" || exit 1
    for tool in iptables ip6tables; do
        ! command -v "$tool-nft-save" >/dev/null || "$tool-nft-save" >"$tool" || exit 1
        read_line "/proc/net/${tool%tables}_tables_names"
        [ -z "$line" ] || "$tool-legacy-save" >"$tool-legacy" || exit 1
    done
    ! command -v nft >/dev/null || nft list tables | list_others >nftables || exit 1
    for name in hosts.allow hosts.deny; do
        [ ! -e "/etc/$name" ] || cat "/etc/$name" >"$name" || exit 1
    done
    tar -c .
}

# The tables that iptables-nft did not list: those have words that only it can load.
list_others() {
    while read -r _ family table; do
        case $family in
            ip) tool=iptables ;;
            ip6) tool=ip6tables ;;
            *) tool=none ;;
        esac
        grep -qsx "\*$table" "$tool" || nft --stateless list table "$family" "$table" || exit 1
    done
}

load() {
    case $1 in
        nftables) load_nft "$2" ;;
        hosts.*) load_hosts "$1" "$2" ;;
        rpcbind.socket) load_override "$2" ;;
        *) load_iptables "$1" "$2" ;;
    esac
}

load_nft() {
    { printf 'table inet hardeninglab\ndelete table inet hardeninglab\n' && cat "$1"; } >"$work/load" && nft -f "$work/load"
}

load_iptables() {
    find_tool "$1" || return
    if [ -z "$is_described" ] || [ ! -e "$work/$1" ]; then "$tool-save" -t filter >"$work/$1" || return; fi
    [ -s "$2" ] || grep -q HLAB "$work/$1" || return 0
    made=''
    ! has_line "$1 DOCKER-USER" "$state/made" || made=yes
    merge_chains "$1" "$2" >"$work/load" && "$tool-restore" --noflush -w 10 <"$work/load"
}

# What makes ours be as in a text, given the rules that are there. The text ends with the jumps: they take the place of those that
# are there in one transaction, so that no packet passes between the two.
# Docker makes DOCKER-USER when it starts, unless it is there: then it is ours only as long as nobody puts a rule into it.
merge_chains() {
    awk -v part="$1" -v made="$made" -v notes="$state/made" '
        !in_force && /^-I / { jumps = jumps $0 "\n"; needs_user = needs_user || $2 == "DOCKER-USER"; next }
        !in_force { if (/^:/) wanted[$1] = 1; print; next }
        /^:HLAB[ \/-]/ && !($1 in wanted) { gone[substr($1, 2)] = 1 }
        /^:DOCKER-USER / { has_user = 1 }
        /^-A INPUT -j HLAB$/ || /^-A DOCKER-USER -j HLAB\/docker$/ { old = old "-D" substr($0, 3) "\n"; next }
        /^-A DOCKER-USER / || / -[gj] DOCKER-USER$/ { is_used = 1 }
        END {
            printf "*filter\n%s", old
            if (needs_user && !has_user) {
                if (!made) print part " DOCKER-USER" >>notes
                print "-N DOCKER-USER"
            }
            printf "%s", jumps
            for (chain in gone) print "-F " chain
            for (chain in gone) print "-X " chain
            if (!needs_user && made && has_user && !is_used) print "-X DOCKER-USER"
            print "COMMIT"
        }' "$2" in_force=1 "$work/$1"
}

load_hosts() {
    file=/etc/$1
    [ -e "$file" ] || [ -s "$2" ] || return 0
    if [ -L "$file" ] && ! file=$(readlink -e -- "$file"); then
        say "/etc/$1 is a link to nowhere"
        return 1
    fi
    : >"$work/rest"
    if [ -e "$file" ]; then
        show_block "$1" >/dev/null || return
        sed '/^# BEGIN HardeningLab$/,/^# END HardeningLab$/d' "$file" >"$work/rest" || return
    fi
    cat "$2" "$work/rest" >"$work/whole" || return
    if [ ! -s "$work/whole" ] && has_line "$1" "$state/made"; then
        rm -f -- "$file"
    elif [ ! -e "$file" ]; then
        [ ! -s "$work/whole" ] || { new=$(mktemp "$file.XXXXXX") && cat "$work/whole" >"$new" && chmod 644 "$new" && replace "$new" "$file"; }
    elif ! cmp -s "$work/whole" "$file"; then
        new=$(mktemp "$file.XXXXXX") || return
        { cp --attributes-only --preserve=all -- "$file" "$new" && cat "$work/whole" >"$new" && replace "$new" "$file"; } || {
            rm -f -- "$new"
            return 1
        }
    fi
    sync "${file%/*}"
}

# A socket that is not up yet is started with it, or without it, when its time comes.
load_override() {
    folder=${override%/*}
    if [ -s "$1" ]; then
        [ -d "$folder" ] || { echo "${folder##*/}" >>"$state/made" && mkdir -m 755 "$folder"; } || return
        cat "$1" >"$override.new" && chmod 644 "$override.new" && replace "$override.new" "$override" || return
    else
        [ -e "$override" ] || return 0
        rm -f "$override"
        ! has_line "${folder##*/}" "$state/made" || rmdir --ignore-fail-on-non-empty "$folder"
    fi
    sync "${folder%/*}"
    ! has_systemd || {
        systemctl daemon-reload
        ! systemctl --quiet is-active rpcbind.socket || systemctl restart rpcbind.socket
    }
}

replace() { sync "$1" && mv -T -- "$1" "$2"; }

# What is made by the first change, to go with the last.
note_made() {
    [ ! -e "$state/made" ] || return 0
    {
        for name in hosts.allow hosts.deny; do [ -e "/etc/$name" ] || echo "$name"; done
        ! command -v nft >/dev/null || { nft list tables >"$work/tables" && for family in ip ip6; do
            if ! has_line "table $family filter" "$work/tables"; then
                echo "$family filter"
            elif ! nft list chain "$family" filter INPUT >/dev/null 2>&1; then
                echo "$family filter INPUT"
            fi
        done; }
    } >"$work/made"
    mv "$work/made" "$state/made"
}

# Where what we know of this host is kept.
find_state() {
    for state in $homes; do [ ! -d "$state" ] || break; done
    [ -d "$state" ] || state=${homes%% *}
    pending=$state/pending
}

make_state() {
    [ -d "$state" ] || for home in $homes; do
        ! mkdir "$home" 2>/dev/null || break
    done
    find_state
    [ -d "$state" ] || fail 1 "none of these can be written: $homes"
}

# Whoever held it before may have taken the file away with all the rest: then it is none any more.
take_lock() {
    for try in 1 2 3 4 5; do
        { command exec 9>"$state/lock"; } 2>/dev/null || return
        flock "$@" 9 || fail $busy "another change of this host is under way"
        # shellcheck disable=SC3013
        [ ! "$state/lock" -ef /proc/self/fd/9 ] || {
            finish
            return 0
        }
    done
    fail $busy "other changes of this host are under way, $try in a row"
}

apply() {
    make_state
    take_lock -n || fail $busy "another change of this host has just ended"
    trap 'give_up; rm -rf "$work"' EXIT
    trap 'exit 129' HUP INT TERM
    [ ! -d "$pending" ] || fail $waiting "a change waits for its confirmation"
    [ ! -e "$state/new" ] || rm -rf "$state/new"
    if ! mkdir "$state/new" "$state/new/before" || ! tar -x -C "$state/new"; then
        fail 1 "the change could not be written to $state"
    fi
    make_shot
    describe
    # What it has read is still so under the lock, until something is loaded.
    is_described=yes
    cmp -s digest "$state/new/digest" || fail $moved "somebody else has changed this host since it was looked at"
    keep_before || exit 1
    note_made || exit 1
    printf '%s\n' "$1" >"$state/new/id"
    printf '%s\n' "$3" >"$state/new/keep"
    sync "$state/new"/* "$state/new"/*/*
    mv "$state/new" "$pending" && sync "$state" || exit 1
    arm "$1" "$2" || {
        # Nothing is in force yet, and a switch that is armed all the same finds nothing to do.
        rm -rf "$pending"
        fail 1 "the switch could not be armed"
    }
    for part in $parts; do
        [ ! -e "$pending/after/$part" ] || load "$part" "$pending/after/$part" || {
            say "$part was refused: everything is taken back"
            take_back
            exit $refused
        }
    done
}

keep_before() {
    for name in "$state/new/after"/*; do
        set -- "$@" "parts/${name##*/}"
    done
    cp "$@" "$state/new/before/" && (cd "$state/new" && sha256sum before/* >sums)
}

# Before anything is in force nothing stays; after that the rest is the switch's.
give_up() {
    [ -d "$pending" ] || {
        rm -rf "$state/new"
        clear_away
    }
}

has_systemd() { [ -d /run/systemd/system ]; }

arm() {
    if has_systemd; then
        install_unit || return
        systemd-run --quiet --collect --unit="hardeninglab-$1" --on-active="$2" --timer-property=AccuracySec=100ms \
            sh "$pending/host.sh" back "$1" </dev/null 9>&-
    else
        # It closes its standard output, which we wait for, as soon as it stands in a session of its own: until then whatever
        # ends ours would end it too.
        : "$(setsid sh "$pending/host.sh" switch "$1" "$2" </dev/null 2>/dev/null 9>&- &)"
        [ -s "$pending/switch" ] || {
            say "it has ended at once"
            return 1
        }
    fi
}

# A change whose switch was killed before anything was in force waits for nobody.
has_switch() {
    read_line "$pending/id"
    id=$line
    if has_systemd; then
        systemctl --quiet is-active "hardeninglab-$id.timer" "hardeninglab-$id.service"
    else
        read_line "$pending/switch"
        grep -qszx "$id" "/proc/${line:-none}/cmdline"
    fi
}

# What was confirmed last takes the place of a text that somebody has damaged; of nothing confirmed, nothing.
text_before() {
    if grep " before/$1\$" "$pending/sums" 2>/dev/null | (cd "$pending" && sha256sum -c --status 2>/dev/null); then
        echo "$pending/before/$1"
    elif [ -e "$state/applied/$1" ]; then
        echo "$state/applied/$1"
    else
        echo /dev/null
    fi
}

take_back() {
    [ ! -e "$pending/applied" ] || rm -rf "$pending/applied"
    is_described='' reversed=''
    for part in $parts; do reversed="$part $reversed"; done
    result=0
    for part in $reversed; do
        [ ! -e "$pending/after/$part" ] || load "$part" "$(text_before "$part")" || result=1
    done
    [ $result = 0 ] || fail 1 "not everything could be taken back: see $pending"
    settle
}

# The host is as it should be. One rename decides that, whoever is killed before or after it; whoever waits for the end of this
# change is told by its absence, and so is a switch that nobody could disarm.
settle() {
    mv "$pending" "$state/done" && sync "$state"
    disarm
    finish
    clear_away
}

# What was confirmed is in done/applied as a whole, or not at all.
finish() {
    [ -e "$state/done" ] || return 0
    if [ -d "$state/done/applied" ]; then
        rm -rf "$state/applied" && mv "$state/done/applied" "$state/applied" && sync "$state"
    fi
    rm -rf "$state/done"
}

# Behind whoever flushes all rules at boot, and before anybody from outside can ask.
print_unit() {
    cat <<END
[Unit]
Description=HardeningLab's rules, as they were confirmed last
Documentation=file:$state/host.sh
DefaultDependencies=no
RequiresMountsFor=$state /etc
After=local-fs.target nftables.service netfilter-persistent.service ufw.service
Wants=network-pre.target
Before=network-pre.target sysinit.target rpcbind.socket rpcbind.service shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh $state/host.sh boot

[Install]
WantedBy=sysinit.target
END
}

install_unit() {
    cp "$pending/host.sh" "$state/host.sh.new" && replace "$state/host.sh.new" "$state/host.sh" || return
    print_unit >"$work/unit"
    ! cmp -s "$work/unit" "$unit" || return 0
    cat "$work/unit" >"$unit.new" && chmod 644 "$unit.new" && replace "$unit.new" "$unit" &&
        systemctl --quiet enable hardeninglab.service
}

remove_unit() {
    [ -e "$unit" ] || return 0
    ! has_systemd || systemctl --quiet disable hardeninglab.service
    rm -f "$unit"
    ! has_systemd || systemctl daemon-reload
}

disarm() {
    if has_systemd; then
        read_line "$state/done/id"
        systemctl --quiet stop "hardeninglab-$line.timer" 2>/dev/null
    elif read_line "$state/done/switch" && [ "$line" != $$ ] && grep -qszx switch "/proc/$line/cmdline"; then
        kill -- "-$line" 2>/dev/null
    fi
    :
}

# Whether nothing of ours is in force. To list what is can take seconds.
is_clear() {
    for part in $parts; do
        [ -z "$(show "$part")" ] || return
    done
}

# Nothing of ours is left: then neither is what the first change made.
clear_away() {
    for part in $parts; do
        [ ! -s "$state/applied/$part" ] || return 0
    done
    is_clear || return 0
    [ ! -e "$state/made" ] || while read -r family table chain; do
        case $family in
            ip | ip6) clear_table "$family" "$table" "$chain" ;;
        esac
    done <"$state/made"
    remove_unit
    rm -rf "$state"
}

# Only where nobody else has put something in: into the table, or the one chain of it.
clear_table() {
    if [ -z "$3" ]; then nft --stateless list table "$1" "$2"; else nft --stateless list chain "$1" "$2" "$3"; fi >"$work/table" 2>/dev/null || return 0
    grep -v -e '^table ' -e '^	chain ' -e '^		type filter hook .* policy accept;$' -e '^	*}$' -e '^$' -e '^#' "$work/table" >/dev/null ||
        if [ -z "$3" ]; then nft delete table "$1" "$2"; else nft delete chain "$1" "$2" "$3"; fi
}

confirm() {
    take_lock -w 10 || fail $late "there is nothing to confirm"
    read_line "$pending/id"
    [ -n "$1" ] || set -- "$line"
    [ "${1:-none}" = "$line" ] || fail $late "there is nothing to confirm: it was taken back, or confirmed before"
    [ ! -e "$pending/applied" ] || rm -rf "$pending/applied"
    mkdir "$pending/applied" || exit 1
    write_down || fail 1 "what is in force could not be written down"
    forget_flushed "$pending/applied"
    sync "$pending"/applied/* "$pending/applied"
    read_line "$pending/keep"
    [ "$line" = yes ] || remove_unit
    settle
}

# What is in force from now on: of each part what this change has loaded, or else what was confirmed before.
write_down() {
    for part in $parts; do
        name=$pending/after/$part
        [ -e "$name" ] || name=$state/applied/$part
        [ ! -s "$name" ] || set -- "$@" "$name"
    done
    [ "$#" = 0 ] || cp "$@" "$pending/applied/"
}

# Of what somebody else has flushed there is nothing to undo: it is not to be remembered either.
forget_flushed() {
    for part in $parts; do
        [ ! -s "$1/$part" ] || [ -s "$pending/after/$part" ] || [ -n "$(show "$part")" ] || rm -f "$1/$part"
    done
}

switch() {
    trap '' HUP
    cd /
    echo $$ >"$pending/switch" || exit 1
    exec >/dev/null
    sleep "$2"
    make_work
    back "$1"
}

back() {
    take_lock -w 60 || exit 0
    read_line "$pending/id"
    [ "$line" != "$1" ] || take_back
}

forget() {
    take_lock -w 10 || exit 0
    [ ! -d "$pending" ] || return 0
    forget_flushed "$state/applied"
    is_clear || return 0
    rm -rf "$state/new" "$state/applied"
    clear_away
}

# The files of the wrappers are as they were; the kernel has forgotten all of the rest.
boot() {
    take_lock -w 60 || exit 0
    [ ! -d "$pending" ] || take_back
    result=0
    for part in $parts; do
        case $part in hosts.* | rpcbind.socket) continue ;; esac
        [ ! -s "$state/applied/$part" ] || load "$part" "$state/applied/$part" || result=1
    done
    exit $result
}

make_work() {
    work=$(mktemp -d -p /run) || exit 1
    trap 'rm -rf "$work"' EXIT
}

[ "$#" -gt 0 ] || fail 1 "no command"
[ "$(id -u)" = 0 ] || fail 1 "root is needed: found user $(id -un)"
find_state
is_described=''
command=$1
shift
# While the switch waits it has nothing that would stay behind, whatever ends it.
[ "$command" = switch ] || make_work
"$command" "$@"
