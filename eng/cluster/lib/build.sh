# shellcheck shell=bash
# Debian has the source of Kubernetes 1.20.2 but only packages the client. This builds the server
# programs from that source with Debian's Go 1.19.

SERVERS="kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy"

build_binaries() {
  [ ! -e "$BIN/.complete" ] || return 0
  local work=$CLUSTER_HOME/build t0
  t0=$(now_ms)
  # shellcheck disable=SC2086
  install_packages $BUILD_PACKAGES
  rm -rf "$BIN" "$work/gopath"
  mkdir -p "$BIN" "$work/gopath/src/k8s.io/kubernetes"
  fetch_source "$work/src"
  tar -xzf "$work"/src/kubernetes_*.orig.tar.gz --strip-components=1 -C "$work/gopath/src/k8s.io/kubernetes"
  say "building Kubernetes $KUBE_VERSION (5 to 10 minutes on 2 cores; see $LOG/build.log)"
  # shellcheck disable=SC2086
  quiet build nice -n 10 bash "$KIT/lib/compile.sh" "$work" "$BIN" "$KUBE_VERSION" "$KIT" $SERVERS
  touch "$BIN/.complete"
  # 1.5 GB that only a rebuild would use again
  if [ -z "$CLUSTER_KEEP_BUILD" ]; then rm -rf "$work"; fi
  say "built in $(since "$t0")"
}

# fetch_source DIR: `apt-get source` with a private deb-src list, so that the machine's own apt
# configuration stays as it is. apt checks the signatures and sums as always.
fetch_source() {
  local dir=$1 mirror
  [ ! -e "$dir/.complete" ] || return 0
  say "downloading the kubernetes source package"
  apt_update
  # shellcheck disable=SC2016
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "bookworm" && $3 == "main" { print $1; exit }')
  [ -n "$mirror" ] || die "no 'bookworm main' repository in the apt configuration"
  rm -rf "$dir"
  mkdir -p "$dir"/{lists,cache}/partial "$dir/cache/archives/partial"
  (umask 077 && echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm main" > "$dir/sources.list")
  local apt=(apt_get -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts=-
    -o Dir::State::lists="$dir/lists" -o Dir::Cache="$dir/cache" -o APT::Sandbox::User=root)
  quiet apt "${apt[@]}" update
  ( cd "$dir" && quiet apt "${apt[@]}" source --download-only kubernetes )
  compgen -G "$dir/kubernetes_*really$KUBE_VERSION.orig.tar.gz" > /dev/null ||
    die "the archive no longer has Kubernetes $KUBE_VERSION"
  rm -rf "$dir"/{lists,cache,sources.list}
  unpack "$dir/gocode" golang-github-modern-go-reflect2-dev
  touch "$dir/.complete"
}
