#!/bin/sh
# The recipe as it is still passed on: drop who is not of the local network, then let this host itself in.
iptables -A INPUT -p udp -s! 192.168.1.0/24 --dport 111 -j DROP
iptables -A INPUT -p tcp -s! 192.168.1.0/24 --dport 111 -j DROP
iptables -A INPUT -p tcp -s 127.0.0.1 --dport 111 -j ACCEPT
