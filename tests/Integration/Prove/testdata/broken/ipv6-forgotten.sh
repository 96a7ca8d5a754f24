#!/bin/sh
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -p tcp ! -s 192.168.1.0/24 --dport 111 -j DROP
iptables -A INPUT -p udp ! -s 192.168.1.0/24 --dport 111 -j DROP
