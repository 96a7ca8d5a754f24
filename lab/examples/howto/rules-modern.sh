#!/bin/sh
# The same recipe, with the negation where iptables 1.8 takes it: before the option.
iptables -A INPUT -p udp ! -s 192.168.1.0/24 --dport 111 -j DROP
iptables -A INPUT -p tcp ! -s 192.168.1.0/24 --dport 111 -j DROP
iptables -A INPUT -p tcp -s 127.0.0.1 --dport 111 -j ACCEPT
