# shellcheck shell=bash
# The whole cluster (control plane, container runtime, pods) lives in one network namespace. A veth pair
# joins it to the machine and there is no default route, so nothing in it can reach, or be reached from,
# another machine; kube-proxy's and the kubelet's iptables rules stay in it too.
#
#   machine  127.0.0.1:6443 (relay) ... $HOST_IP ==veth== $NODE_IP  node ==veth per pod== pods
#                                       guard.nft: the machine accepts no connection from here

net_up() {
  local range
  if ! ip link show "$VETH" &> /dev/null; then
    for range in "$NODE_IP" "$CLUSTER_POD_NET.1" "$SERVICE_IP"; do
      ip -4 route show match "$range" | grep -qv ^default &&
        die "the machine already has a route to $range: choose another CLUSTER_*_NET"
    done
  fi
  modprobe -a veth overlay nf_conntrack 2> /dev/null || true   # built in, or loaded on first use
  # Where /run outlives a restart, an empty file is all that is left of the namespace.
  in_node true 2> /dev/null || ip netns del "$CLUSTER_NAME" 2> /dev/null || true
  [ -e "$NETNS" ] || ip netns add "$CLUSTER_NAME"

  # First the guard, then the interface
  # shellcheck disable=SC2034
  local ports=${CLUSTER_HOST_PORTS// /,} HOST_PORTS_RULE=''
  # shellcheck disable=SC2034
  if [ -n "$ports" ]; then HOST_PORTS_RULE="ip daddr $HOST_IP tcp dport { $ports } accept"; fi
  render "$KIT/conf/guard.nft" | nft -f -

  ip link show "$VETH" &> /dev/null || ip link add "$VETH" type veth peer name eth0 netns "$CLUSTER_NAME"
  # IPv4 only: otherwise both ends had link-local addresses as well
  sysctl -qw "net.ipv6.conf.$VETH.disable_ipv6=1" 2> /dev/null || true
  ip addr replace "$HOST_IP/30" dev "$VETH"
  ip link set "$VETH" up
  in_node ip link set lo up
  in_node ip addr replace "$NODE_IP/30" dev eth0
  in_node ip link set eth0 up
  # Service addresses without a service behind them (DNS for one) are the node's own, where nobody listens:
  # "connection refused" at once instead of a timeout. The same for the number of such answers per second.
  in_node ip route replace local "$SERVICE_CIDR" dev lo
  in_node sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0
  # So that tests can use pod and service addresses directly
  ip route replace "$POD_CIDR" via "$NODE_IP"
  ip route replace "$SERVICE_CIDR" via "$NODE_IP"
}

net_down() {
  ip link del "$VETH" 2> /dev/null || true
  [ ! -e "$NETNS" ] || ip netns del "$CLUSTER_NAME"
  nft delete table inet "$CLUSTER_NAME" 2> /dev/null || true
}
