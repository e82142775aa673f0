# shellcheck shell=bash disable=SC2034
# What the kit needs from Debian.
#
# Daemons (etcd, containerd) are not installed but unpacked under tools/: installing them would start
# their services, and Debian's containerd would replace another vendor's.

RUN_PACKAGES="iptables nftables iproute2 conntrack socat openssl curl python3 procps kmod libseccomp2"
BUILD_PACKAGES="golang-go gcc libc6-dev"
PRIVATE_PACKAGES="etcd-server containerd runc containernetworking-plugins kubernetes-client"
TEST_PACKAGES="redis-tools postgresql-client curl python3"

check_system() {
  # shellcheck source=/dev/null
  ( . /etc/os-release; [ "$ID $VERSION_CODENAME" = "debian bookworm" ] ) ||
    die "this kit is made for Debian 12 (bookworm)"
}

# Waits for another apt on the machine, and tries a failed download again.
apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@"
}

APT_UPDATED=
apt_update() {
  [ -z "$APT_UPDATED" ] || return 0
  quiet apt apt_get update
  APT_UPDATED=1
}

# install_packages PACKAGE...: those that are missing, without recommended packages
install_packages() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  say "installing ${missing[*]}"
  apt_update
  quiet apt apt_get install -y --no-install-recommends "${missing[@]}"
}

# unpack DIR PACKAGE[:PATH,PATH]...: a package's files (or only those paths) into DIR, nothing installed.
# A directory of DIR that is a symbolic link (/bin -> usr/bin) stays one.
unpack() {
  local dir=$1 cache spec deb; shift
  cache=$CLUSTER_HOME/debs
  mkdir -p "$dir" "$cache"
  if ! ( cd "$cache" && apt_get download "${@%%:*}" ) >> "$LOG/apt.log" 2>&1; then
    apt_update
    ( cd "$cache" && quiet apt apt_get download "${@%%:*}" )
  fi
  for spec in "$@"; do
    deb=("$cache/${spec%%:*}"_*.deb)
    local paths=()
    if [[ $spec == *:* ]]; then IFS=, read -ra paths <<< "${spec#*:}"; fi
    dpkg-deb --fsys-tarfile "${deb[-1]}" | tar -x --keep-directory-symlink -C "$dir" "${paths[@]/#/./}"
  done
  rm -rf "$cache"
}

fetch_tools() {
  [ ! -e "$TOOLS/.complete" ] || return 0
  say "unpacking $PRIVATE_PACKAGES"
  rm -rf "$TOOLS"
  # shellcheck disable=SC2086
  unpack "$TOOLS" $PRIVATE_PACKAGES
  rm -rf "${TOOLS:?}"/{usr/share,etc,lib}
  local program
  for program in etcd containerd runc kubectl; do
    if ldd "$(command -v $program)" 2> /dev/null | grep 'not found' >&2; then die "$program lacks a library"; fi
  done
  touch "$TOOLS/.complete"
}
