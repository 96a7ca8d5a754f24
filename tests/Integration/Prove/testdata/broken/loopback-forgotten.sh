#!/bin/sh
iptables -A INPUT -p tcp ! -s 192.168.1.0/24 --dport 111 -j DROP
iptables -A INPUT -p udp ! -s 192.168.1.0/24 --dport 111 -j DROP
ip6tables -A INPUT -p tcp ! -s fd00:1::/64 --dport 111 -j DROP
ip6tables -A INPUT -p udp ! -s fd00:1::/64 --dport 111 -j DROP
