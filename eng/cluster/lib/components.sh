# shellcheck shell=bash disable=SC2034
# How each component is configured and started. All but the relay run in the cluster's network namespace.

COMPONENTS="etcd kube-apiserver relay kube-controller-manager kube-scheduler containerd kubelet kube-proxy"

write_conf() {
  local name
  mkdir -p "$CONF/cni"
  for name in containerd.toml kubelet.yaml kube-proxy.yaml; do render "$KIT/conf/$name" | put "$CONF/$name"; done
  render "$KIT/conf/cni.conflist" | put "$CONF/cni/10-pods.conflist"
  echo "nameserver $DNS_IP" | put "$CONF/resolv.conf"
}

api_ready() {
  in_node curl -sf --cacert "$PKI/ca.crt" --cert "$PKI/admin.crt" --key "$PKI/admin.key" "https://$NODE_IP:6443/readyz"
}

etcd_ready() {
  in_node curl -sf --cacert "$PKI/etcd-ca.crt" --cert "$PKI/apiserver-etcd.crt" --key "$PKI/apiserver-etcd.key" https://127.0.0.1:2379/health
}

start_etcd() {
  local tls=(--cert-file "$PKI/etcd.crt" --key-file "$PKI/etcd.key" --trusted-ca-file "$PKI/etcd-ca.crt" --client-cert-auth
    --peer-cert-file "$PKI/etcd.crt" --peer-key-file "$PKI/etcd.key" --peer-trusted-ca-file "$PKI/etcd-ca.crt" --peer-client-cert-auth)
  start_in_node etcd etcd --name "$CLUSTER_NODE" --data-dir "$VAR/etcd" \
    --listen-client-urls https://127.0.0.1:2379 --advertise-client-urls https://127.0.0.1:2379 \
    --listen-peer-urls https://127.0.0.1:2380 --initial-advertise-peer-urls https://127.0.0.1:2380 \
    --initial-cluster "$CLUSTER_NODE=https://127.0.0.1:2380" --logger zap --log-level warn "${tls[@]}"
}

# TTLAfterFinished: alpha in 1.20 but always on in current clusters.
GATES=TTLAfterFinished=true

start_apiserver() {
  start_in_node kube-apiserver "$BIN/kube-apiserver" --v=1 --profiling=false --feature-gates=$GATES \
    --bind-address="$NODE_IP" --advertise-address="$NODE_IP" --secure-port=6443 --insecure-port=0 \
    --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" --client-ca-file="$PKI/ca.crt" \
    --etcd-servers=https://127.0.0.1:2379 --etcd-cafile="$PKI/etcd-ca.crt" \
    --etcd-certfile="$PKI/apiserver-etcd.crt" --etcd-keyfile="$PKI/apiserver-etcd.key" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction,OwnerReferencesPermissionEnforcement --allow-privileged=true \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-signing-key-file="$PKI/sa.key" --service-account-key-file="$PKI/sa.pub" \
    --service-cluster-ip-range="$SERVICE_CIDR" \
    --kubelet-client-certificate="$PKI/apiserver-kubelet.crt" --kubelet-client-key="$PKI/apiserver-kubelet.key" \
    --kubelet-certificate-authority="$PKI/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --requestheader-client-ca-file="$PKI/front-proxy-ca.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$PKI/front-proxy.crt" --proxy-client-key-file="$PKI/front-proxy.key"
}

# The API server's address on the machine
start_relay() {
  start relay socat "TCP-LISTEN:$CLUSTER_API_PORT,bind=127.0.0.1,reuseaddr,nodelay,fork,backlog=128" \
    "TCP:$NODE_IP:6443,nodelay"
}

# start_controller NAME ...: what the controller manager and the scheduler have in common
start_controller() {
  local name=$1 short=${1#kube-}; shift
  start_in_node "$name" "$BIN/$name" --v=1 --bind-address=127.0.0.1 --port=0 --leader-elect=false \
    --kubeconfig="$CONF/$short.kubeconfig" --authentication-kubeconfig="$CONF/$short.kubeconfig" \
    --authorization-kubeconfig="$CONF/$short.kubeconfig" \
    --tls-cert-file="$PKI/$short-server.crt" --tls-private-key-file="$PKI/$short-server.key" \
    --kube-api-qps=200 --kube-api-burst=400 "$@"
}

start_controllers() {
  start_controller kube-controller-manager --feature-gates=$GATES \
    --use-service-account-credentials=true --service-account-private-key-file="$PKI/sa.key" \
    --root-ca-file="$PKI/ca.crt" --client-ca-file="$PKI/ca.crt" \
    --cluster-signing-cert-file="$PKI/ca.crt" --cluster-signing-key-file="$PKI/ca.key" \
    --enable-hostpath-provisioner=true --flex-volume-plugin-dir="$VAR/kubelet-plugins"
  start_controller kube-scheduler
}

start_kubelet() {
  # Once, soon after its start, the kubelet sets these for the whole machine: restore_sysctls puts them back.
  [ -s "$RUN/sysctl" ] || sysctl -e vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops \
    kernel.keys.root_maxkeys kernel.keys.root_maxbytes > "$RUN/sysctl"
  start_in_node kubelet "$BIN/kubelet" --v=1 --config="$CONF/kubelet.yaml" --kubeconfig="$CONF/kubelet.kubeconfig" \
    --container-runtime=remote --container-runtime-endpoint="unix://$RUN/containerd.sock" \
    --pod-infra-container-image=registry.local/pause:3.2 --root-dir="$VAR/kubelet" --cert-dir="$VAR/kubelet-pki" \
    --hostname-override="$CLUSTER_NODE" --node-ip="$NODE_IP"
}

restore_sysctls() {
  [ -s "$RUN/sysctl" ] || return 0
  wait_for 15 "the kubelet's sysctls" grep -qx 1 /proc/sys/kernel/panic_on_oops
  sleep 0.2
  sysctl -q -p "$RUN/sysctl"
  rm "$RUN/sysctl"
}
