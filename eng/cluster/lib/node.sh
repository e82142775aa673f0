# shellcheck shell=bash
# Up, down, purge and status.

# The host-path provisioner creates its directories under /tmp/hostpath_pv and nowhere else: a link leads
# them into the state. As there can be only one kubelet on a machine, it also says whose cluster this is.
PV_LINK=/tmp/hostpath_pv
other_cluster() { [ -d $PV_LINK ] && [ "$(readlink $PV_LINK)" != "$VAR/hostpath_pv" ]; }
take_machine() {
  rmdir $PV_LINK 2> /dev/null || true
  if other_cluster; then
    die "another cluster is on this machine ($PV_LINK -> $(readlink $PV_LINK || echo a directory)): purge it first"
  fi
  mkdir -p "$VAR/hostpath_pv"
  ln -sfnT "$VAR/hostpath_pv" $PV_LINK
  # Other paths that Kubernetes hard-codes. What did not exist before is removed by `cluster purge`.
  local path
  [ -e "$CLUSTER_HOME/outside" ] ||
    for path in /var/log/pods /var/log/containers /var/lib/kubelet /var/lib/cni; do
      [ -e "$path" ] || echo "$path"
    done > "$CLUSTER_HOME/outside"
}

# A node that was up before still says Ready: wait for a status written after the kubelet's start.
node_ready_since() {
  local ready beat
  read -r ready beat < <(kubectl get node "$CLUSTER_NODE" -o \
    jsonpath='{range .status.conditions[?(@.type=="Ready")]}{.status} {.lastHeartbeatTime}{end}')
  [ "$ready" = True ] && [ "$(date -d "$beat" +%s)" -ge "$1" ]
}

cluster_start() {
  local t0 name kubelet_start=0
  t0=$(now_ms)
  for name in $COMPONENTS; do alive "$name" || rm -f "$RUN/$name.pid"; done
  if ! alive relay && ss -Hltn "sport = :$CLUSTER_API_PORT" | grep -Eq '(127\.0\.0\.1|\*|0\.0\.0\.0):'; then
    die "port $CLUSTER_API_PORT is in use; choose another CLUSTER_API_PORT"
  fi
  mkdir -p "$VAR" "$RUN"
  chmod 700 "$VAR"
  take_machine
  save_settings
  make_pki
  write_conf
  net_up

  start_etcd
  start_in_node containerd containerd --config "$CONF/containerd.toml"
  # The API server gives up after 20 s without etcd, which reads its whole history first
  wait_for 120 etcd etcd_ready
  start_apiserver
  start_relay
  # Images are imported while the API server starts
  wait_for 30 containerd ctr version
  import_images
  wait_for 300 "the API server" api_ready
  start_controllers
  if ! alive kubelet; then kubelet_start=$(date +%s); start_kubelet; fi
  start_in_node kube-proxy "$BIN/kube-proxy" --v=1 --config="$CONF/kube-proxy.yaml"

  kubectl apply -f "$KIT/conf/base.yaml" > /dev/null
  wait_for 120 "the node to be Ready" node_ready_since "$kubelet_start"
  wait_for 60 "the default service account" kubectl get serviceaccount default
  restore_sysctls
  say "up in $(since "$t0")"
}

# cluster_restart apiserver|etcd [--pause SECONDS]: the other components stay, and so do the pods.
cluster_restart() {
  local usage="usage: cluster restart apiserver|etcd [--pause SECONDS]" name pause=0 t0
  case ${1-} in
    apiserver) name=kube-apiserver ;;
    etcd) name=etcd ;;
    *) die "$usage" ;;
  esac
  if [ $# -gt 1 ]; then
    [[ $# = 3 && $2 = --pause && $3 =~ ^[0-9]+(\.[0-9]+)?$ ]] || die "$usage"
    pause=$3
  fi
  alive "$name" || die "$name is not running: 'cluster up' first"
  t0=$(now_ms)
  stop "$name"
  sleep "$pause"
  start_etcd
  wait_for 60 "the API server" api_back
  say "$name restarted in $(since "$t0")"
}

# Ready, after it was started if it was stopped or did not survive etcd's absence
api_back() { start_apiserver && api_ready; }

cluster_up() {
  if is_up; then return; fi
  # shellcheck disable=SC2086
  install_packages $RUN_PACKAGES
  fetch_tools
  build_binaries
  build_images
  cluster_start
}

is_up() {
  local name
  for name in $COMPONENTS; do alive "$name" || return 1; done
  [ "$(node_condition)" = True ]
}

node_condition() {
  kubectl get node "$CLUSTER_NODE" --request-timeout=5s \
    -o jsonpath='{.status.conditions[?(@.type=="Ready")].status}' 2> /dev/null || echo unreachable
}

cluster_status() {
  local name bad=0 ready
  for name in $COMPONENTS; do
    if alive "$name"; then
      printf '%-24s running, pid %s\n' "$name" "$(pid_of "$name")"
    else
      printf '%-24s not running\n' "$name"
      bad=1
    fi
  done
  ready=$(node_condition)
  printf '%-24s Ready=%s\n' "node $CLUSTER_NODE" "$ready"
  [ $bad = 0 ] && [ "$ready" = True ]
}

# Stops the pods like a machine that is shut down: TERM, five seconds, KILL. Their objects stay; the next
# `cluster up` starts them anew.
stop_pods() {
  local id signal
  for signal in TERM KILL; do
    for id in $(ctr tasks ls -q); do ctr tasks kill -s $signal "$id" > /dev/null 2>&1 || true; done
    for _ in {1..50}; do
      ctr tasks ls | grep -q RUNNING || break 2
      sleep 0.1
    done
  done
  for id in $(ctr containers ls -q); do
    ctr containers info "$id" | grep -o '/run/netns/cni-[a-z0-9-]*' || true
  done | sort -u | while read -r id; do ip netns del "${id##*/}" 2> /dev/null || true; done
}

cluster_down() {
  stop kubelet kube-proxy kube-scheduler kube-controller-manager
  if alive containerd; then stop_pods; fi
  stop containerd relay kube-apiserver etcd
}

cluster_purge() {
  local path
  stop kubelet kube-proxy kube-scheduler kube-controller-manager
  if alive containerd; then
    stop_pods
    for path in $(ctr tasks ls -q); do ctr tasks rm -f "$path" > /dev/null 2>&1 || true; done
  fi
  cluster_down
  # What the kubelet and containerd mounted, the newest first
  awk -v a="$RUN/" -v b="$VAR/" 'index($2, a) == 1 || index($2, b) == 1 { print $2 }' /proc/mounts | tac |
    while read -r path; do umount -l "$path"; done
  # A sub-path of a host path would be somebody's files
  if grep -E " ($VAR|$RUN)/" /proc/mounts >&2; then die "still mounted; nothing was removed"; fi
  if ! other_cluster; then
    net_down
    find /sys/fs/cgroup -depth -type d -path '*/kubepods*' -exec rmdir {} + 2> /dev/null || true
    rm -f $PV_LINK
    if [ -e "$CLUSTER_HOME/outside" ]; then
      while read -r path; do rm -rf "$path"; done < "$CLUSTER_HOME/outside"
    fi
  fi
  rm -rf "$VAR" "$RUN" "$LOG" "$PKI" "$CONF" "$CLUSTER_HOME"/{users,kubeconfig,settings,outside}
}
