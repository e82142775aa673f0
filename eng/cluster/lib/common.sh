# shellcheck shell=bash disable=SC2034
# Settings, messages and small helpers used by every other file.

KUBE_VERSION=1.20.2
# Raise when lib/build.sh changes what it builds: a new directory under bin/ is then made.
BIN_VERSION=v$KUBE_VERSION-1

# The daemons and this kit see only the system's own programs, not what a
# developer's profile (pyenv, nvm, ...) puts in front of them.
SYSTEM_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
PATH=$SYSTEM_PATH
export LC_ALL=C.UTF-8
# Everything here is local: a proxy could only get in the way.
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy

say() { printf '%s\n' "$*" >&2; }
die() { say "cluster: $*"; exit 1; }
need_root() { [ "$(id -u)" = 0 ] || die "this command needs root (try: sudo -E $KIT/cluster ...)"; }

# --- settings ---------------------------------------------------------------

# Under sudo the cache belongs to the user who called it.
default_home() {
  local home=${HOME:-/root}
  if [ -n "${SUDO_USER-}" ]; then home=$(getent passwd "$SUDO_USER" | cut -d: -f6); fi
  echo "${XDG_CACHE_HOME:-$home/.cache}/debian-cluster"
}

# Fixed when the cluster is created; `cluster purge` forgets them.
FIXED_SETTINGS="CLUSTER_NAME CLUSTER_NODE CLUSTER_API_PORT CLUSTER_NODE_NET CLUSTER_POD_NET CLUSTER_SERVICE_NET"

load_settings() {
  CLUSTER_HOME=$(realpath -m "${CLUSTER_HOME:-$(default_home)}")
  # The path goes into templates and into unix socket names (at most 107 bytes).
  [[ $CLUSTER_HOME =~ ^/[A-Za-z0-9._/+-]{1,63}$ ]] ||
    die "CLUSTER_HOME must be a path of at most 64 plain characters: $CLUSTER_HOME"
  local name value
  if [ -r "$CLUSTER_HOME/settings" ]; then
    while IFS='=' read -r name value; do
      if [ -n "${!name-}" ] && [ "${!name}" != "$value" ]; then
        die "this cluster was created with $name=$value; 'cluster purge' first, or unset $name"
      fi
      printf -v "$name" %s "$value"
    done < "$CLUSTER_HOME/settings"
  fi
  : "${CLUSTER_NAME:=debcluster}"          # network namespace, interface and nftables table
  : "${CLUSTER_NODE:=node1}"               # name of the Node object
  : "${CLUSTER_API_PORT:=6443}"            # on 127.0.0.1
  : "${CLUSTER_NODE_NET:=10.200.0}"        # .1 is the node, .2 the machine (a /30)
  : "${CLUSTER_POD_NET:=10.244.0}"         # a /24
  : "${CLUSTER_SERVICE_NET:=10.96}"        # a /16
  : "${CLUSTER_HOST_PORTS:=}"              # TCP ports of the machine that pods may reach at .2
  : "${CLUSTER_IMAGES:=busybox redis postgres nginx}"
  : "${CLUSTER_KEEP_BUILD:=}"              # not empty: keep sources and Go's build cache
  [[ $CLUSTER_NAME =~ ^[a-z][a-z0-9-]{0,12}$ ]] || die "CLUSTER_NAME: at most 13 of a-z 0-9 -"

  NODE_IP=$CLUSTER_NODE_NET.1 HOST_IP=$CLUSTER_NODE_NET.2
  POD_CIDR=$CLUSTER_POD_NET.0/24 SERVICE_CIDR=$CLUSTER_SERVICE_NET.0.0/16
  SERVICE_IP=$CLUSTER_SERVICE_NET.0.1 DNS_IP=$CLUSTER_SERVICE_NET.0.10
  NETNS=/run/netns/$CLUSTER_NAME VETH=${CLUSTER_NAME}0

  BIN=$CLUSTER_HOME/bin/$BIN_VERSION TOOLS=$CLUSTER_HOME/tools IMAGES=$CLUSTER_HOME/images
  PKI=$CLUSTER_HOME/pki CONF=$CLUSTER_HOME/conf VAR=$CLUSTER_HOME/var RUN=$CLUSTER_HOME/run LOG=$CLUSTER_HOME/log
  ADMIN=$CLUSTER_HOME/kubeconfig
  PATH=$TOOLS/usr/bin:$TOOLS/usr/sbin:$SYSTEM_PATH
}

save_settings() {
  local name
  [ -e "$CLUSTER_HOME/settings" ] ||
    for name in $FIXED_SETTINGS; do echo "$name=${!name}"; done > "$CLUSTER_HOME/settings"
}

# One command at a time per CLUSTER_HOME. The lock is on fd 9; daemons are started with 9>&-.
lock() {
  # Under sudo: directories of the user's home should belong to the user
  if [ -n "${SUDO_UID-}" ] && [ ! -d "$CLUSTER_HOME" ]; then
    # shellcheck disable=SC2153
    setpriv --reuid="$SUDO_UID" --regid="$SUDO_GID" --clear-groups mkdir -p "$CLUSTER_HOME" || true
  fi
  mkdir -p "$LOG"
  exec 9> "$CLUSTER_HOME/lock"
  flock -n 9 || { say "waiting for another 'cluster' command"; flock 9; }
}

# --- helpers ----------------------------------------------------------------

# quiet LOGNAME COMMAND...: output to log/LOGNAME.log; on failure its end is shown, without addresses.
quiet() {
  local log=$LOG/$1.log; shift
  if ! "$@" >> "$log" 2>&1 9>&- < /dev/null; then
    tail -n 20 "$log" | sed -E 's#[a-z+]+://[^ ]+#<address>#g' >&2
    die "failed: $1 (see $log)"
  fi
}

# render TEMPLATE: replaces @NAME@ by the value of $NAME.
render() {
  local text name
  text=$(cat "$1")
  while [[ $text =~ @([A-Z_]+)@ ]]; do
    name=${BASH_REMATCH[1]}
    text=${text//@$name@/${!name}}
  done
  printf '%s\n' "$text"
}

# put FILE: standard input, if it differs (kube-proxy ends when its file is written)
put() {
  local text
  text=$(cat)
  [ "$text" = "$(cat "$1" 2> /dev/null)" ] || printf '%s\n' "$text" > "$1"
}

now_ms() { date +%s%3N; }
since() { echo "$(( ($(now_ms) - $1) / 100 ))" | sed -E 's/^(.)$/0\1/; s/(.)$/.\1 s/'; }

# wait_for SECONDS WHAT COMMAND...; gives up as soon as a component has ended
wait_for() {
  local limit name what=$2
  limit=$(( $(now_ms) + $1 * 1000 )); shift 2
  until "$@" > /dev/null 2>&1; do
    for name in $COMPONENTS; do
      [ ! -e "$RUN/$name.pid" ] || alive "$name" || die "$name has ended (see: cluster logs $name)"
    done
    [ "$(now_ms)" -lt "$limit" ] || die "timed out waiting for $what (see: cluster logs)"
    sleep 0.05
  done
}

in_node() { nsenter --net="$NETNS" -- "$@"; }
kubectl() { command kubectl --kubeconfig="$ADMIN" "$@"; }
ctr() { command ctr --address "$RUN/containerd.sock" --namespace k8s.io "$@"; }

# --- processes: only what this kit started is ever stopped --------------------

# A process is identified by pid, start time and boot, so a reused pid is never mistaken for ours.
BOOT=$(cat /proc/sys/kernel/random/boot_id)

# start_time PID: sets START; fails for a process that has ended, even if it is not yet reaped
start_time() {
  local stat
  { read -r stat < "/proc/$1/stat"; } 2> /dev/null || return 1
  read -ra stat <<< "${stat##*) }"
  START=${stat[19]}
  [[ ${stat[0]} != [ZX] ]]
}

alive() {
  local pid started boot
  [ -s "$RUN/$1.pid" ] || return 1
  read -r pid started boot < "$RUN/$1.pid"
  [ "$boot" = "$BOOT" ] && start_time "$pid" && [ "$START" = "$started" ]
}

pid_of() { cut -d' ' -f1 "$RUN/$1.pid"; }

# start NAME COMMAND...: a daemon in its own session (pid = process group), with a clean environment.
start() {
  local name=$1 pid; shift
  ! alive "$name" || return 0
  if [ -s "$LOG/$name.log" ]; then mv -f "$LOG/$name.log" "$LOG/$name.log.1"; fi
  # AWS_EC2_METADATA_DISABLED: no daemon may look for a cloud metadata service.
  setsid env -i PATH="$PATH" HOME=/root AWS_EC2_METADATA_DISABLED=true "$@" \
    >> "$LOG/$name.log" 2>&1 < /dev/null 9>&- &
  pid=$!
  disown "$pid"
  start_time "$pid" || die "$name ended at once (see: cluster logs $name)"
  echo "$pid $START $BOOT" > "$RUN/$name.pid"
}

start_in_node() { local name=$1; shift; start "$name" nsenter --net="$NETNS" -- "$@"; }

# stop NAME...: TERM to the group, KILL to the process itself after 10 s.
stop() {
  local name pid i
  for name in "$@"; do
    if alive "$name"; then
      pid=$(pid_of "$name")
      # containerd's shims keep the pods' processes in groups of their own
      kill -TERM -- "-$pid" 2> /dev/null || true
      for ((i = 0; i < 200; i++)); do alive "$name" || break; sleep 0.05; done
      if alive "$name"; then kill -KILL "$pid"; fi
    fi
    rm -f "$RUN/$name.pid"
  done
}
