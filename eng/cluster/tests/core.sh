# shellcheck shell=bash
# What a test of an application needs from the cluster, and that the cluster is closed off.

open_namespace core
k apply -f "$KIT/tests/core.yaml" -f "$KIT/tests/writer.yaml" > /dev/null
k rollout status deployment/web --timeout=60s > /dev/null || true
k wait --for=condition=Ready pod/client pod/writer pod/on-host-network pod/stops-on-term --timeout=60s > /dev/null || true
web=$(k get pod -l app=web -o jsonpath='{.items[0].metadata.name}')
service=$(k get service web -o jsonpath='{.spec.clusterIP}')
node_port=$(k get service web -o jsonpath='{.spec.ports[0].nodePort}')

# --- pods
check "deployment becomes available" "$(k get deployment web -o jsonpath='{.status.availableReplicas}')" 1
check "logs" "$(k logs writer)" line
check "exec" "$(k exec client -- echo hello)" hello
check "exec with standard input" "$(echo hello | k exec -i client -- cat)" hello
check "exec returns the exit code" "$(k exec client -- sh -c 'exit 3' 2> /dev/null || echo $?)" 3
check "port-forward (SPDY)" "$(forwarded 18081 deployment/web 8080 curl -s http://127.0.0.1:18081/healthz)" ok
check "port-forward (WebSocket)" "$(timeout 20 python3 "$KIT/tests/ws_portforward.py" "https://127.0.0.1:$CLUSTER_API_PORT" \
  "$PKI/ca.crt" "$PKI/admin.crt" "$PKI/admin.key" "$NS" "$web" 8080 /healthz)" ok

# --- services
check "service from the machine" "$(curl -s -m 3 "http://$service/healthz")" ok
check "node port from the machine" "$(curl -s -m 3 "http://$NODE_IP:$node_port/healthz")" ok
check "service from a pod" "$(k exec client -- wget -qO- "http://$service/healthz")" ok
check "service from a pod on the node's network" "$(k exec on-host-network -- wget -qO- "http://$service/healthz")" ok
check "service from its own pod" "$(k exec "$web" -- wget -qO- "http://$service/healthz")" ok

t0=$(now_ms)
k exec client -- wget -qO- http://web/healthz &> /dev/null || true
check "there is no DNS, but a name fails at once" "$(yes_if test $(( $(now_ms) - t0 )) -lt 2000)" yes

# --- API, tokens, users
api() { # TOKEN-FILE PATH
  # shellcheck disable=SC2016
  k exec client -- sh -c 'kget "https://$KUBERNETES_SERVICE_HOST$1" "Authorization: Bearer $(cat "$0")"' "$@" | cut -d' ' -f1
}
check "API from a pod, secret token" "$(api /var/run/secrets/kubernetes.io/serviceaccount/token "/api/v1/namespaces/$NS/pods" | head -n 1)" 200
check "API from a pod, bound token" "$(api /var/run/token/token "/api/v1/namespaces/$NS/pods" | head -n 1)" 200
check "API from a pod, beyond its role" "$(api /var/run/token/token /api/v1/nodes | head -n 1)" 403
token=$(kubectl create --raw "/api/v1/namespaces/$NS/serviceaccounts/client/token" -f - <<< \
  '{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 600}}' |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["status"]["token"])')
check "TokenRequest and TokenReview" "$(kubectl create --raw /apis/authentication.k8s.io/v1/tokenreviews -f - <<< \
  "{\"apiVersion\": \"authentication.k8s.io/v1\", \"kind\": \"TokenReview\", \"spec\": {\"token\": \"$token\"}}" |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["status"]["user"]["username"])')" "system:serviceaccount:$NS:client"
user=$(add_user "test@$NS" "group-$NS")
as_user() { command kubectl --kubeconfig="$user" -n "$NS" "$@"; }
check "a new user may nothing" "$(yes_if as_user get pods)" no
k create rolebinding group-view --clusterrole=view --group="group-$NS" > /dev/null
check "... and what its group may" "$(yes_if within 5 as_user get pods)" yes
rm -f "$user" "$PKI/user-test@$NS".*

# --- volumes
path=$(kubectl get pv "$(k get pvc data -o jsonpath='{.spec.volumeName}')" -o jsonpath='{.spec.hostPath.path}')
k delete pod writer > /dev/null
k apply -f "$KIT/tests/writer.yaml" > /dev/null
k wait --for=condition=Ready pod/writer --timeout=60s > /dev/null || true
check "a volume survives its pod" "$(k logs writer | wc -l)" 2
k delete pod writer > /dev/null
k delete pvc data > /dev/null
check "deleting a claim deletes its data" "$(yes_if within 15 test ! -e "$path")" yes

# --- controllers
check "a job runs and its TTL removes it" "$(yes_if within 20 bash -c \
  "! kubectl --kubeconfig='$ADMIN' -n $NS get job job")" yes
t0=$(now_ms)
k delete pod stops-on-term > /dev/null
echo "      (a pod that obeys SIGTERM, grace period 30 s, was gone after $(since "$t0"))"
k exec "$web" -- rm /www/healthz
check "readiness probe" "$(yes_if k wait --for=condition=Ready=false "pod/$web" --timeout=20s)" yes
restarted() { [ "$(k get pod "$web" -o jsonpath='{.status.containerStatuses[0].restartCount}')" -ge 1 ]; }
check "liveness probe" "$(yes_if within 20 restarted)" yes
k create configmap owner > /dev/null
k patch deployment web -p "{\"metadata\": {\"ownerReferences\": [{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\",
  \"name\": \"owner\", \"uid\": \"$(k get configmap owner -o jsonpath='{.metadata.uid}')\"}]}}" > /dev/null
sleep 0.5
k delete configmap owner > /dev/null
collected() { [ -z "$(k get deployment,replicaset,pod -l app=web -o name)" ]; }
check "garbage collection through owners" "$(yes_if within 20 collected)" yes

# --- restarts
running() {
  k get pod client on-host-network -o jsonpath='{range .items[*].status.containerStatuses[*]}{.containerID} {.state}{"\n"}{end}'
}
# restarts COMPONENT: what everybody may rely on when it comes back
restarts() {
  local before
  before=$(running)
  k create configmap "before-$1" > /dev/null
  check "$1: restarts" "$(yes_if "$KIT/cluster" restart "$1")" yes
  check "$1: an object made before is still there" "$(k get configmap "before-$1" -o name)" "configmap/before-$1"
  k run "after-$1" --image=registry.local/pause:3.2 --restart=Never > /dev/null
  check "$1: the scheduler's and the kubelet's watches go on" \
    "$(yes_if k wait --for=condition=Ready "pod/after-$1" --timeout=30s)" yes
  check "$1: pods kept running" "$(running)" "$before"
}
restarts apiserver
start test-watch "$(command -v kubectl)" --kubeconfig="$ADMIN" -n "$NS" get configmap --watch-only -o name
sleep 1
restarts etcd
k create configmap seen > /dev/null
check "etcd: a client's watch goes on" "$(yes_if within 10 grep -x configmap/seen "$LOG/test-watch.log")" yes
stop test-watch
rm -f "$LOG"/test-watch.log*

# --- isolation
# A listener on the machine's end of the veth, which the machine itself reaches
start test-listener socat "TCP-LISTEN:18082,bind=$HOST_IP,reuseaddr,fork" SYSTEM:'echo reached'
listener() { "$@" 2> /dev/null < /dev/null | head -n 1; }
within 5 bash -c "exec 3<> /dev/tcp/$HOST_IP/18082" || true
check "control: the machine reaches its own port" "$(listener socat -T 2 - "TCP:$HOST_IP:18082")" reached
check "a pod does not reach a port of the machine" "$(listener k exec client -- nc -w 3 "$HOST_IP" 18082)" ""
check "nor does a pod on the node's network" "$(listener k exec on-host-network -- nc -w 3 "$HOST_IP" 18082)" ""
stop test-listener
check "control: a pod can connect to the API" "$(yes_if k exec client -- nc -w 3 "$SERVICE_IP" 443 < /dev/null)" yes
outside="198.51.100.1 $(ip -4 -o addr show scope global | awk -v v="$VETH" '$2 != v { sub("/.*", "", $4); print $4 }')"
for address in $outside; do
  check "the node has no route to $address" "$(yes_if in_node ip route get "$address")" no
  check "a pod cannot connect to $address" "$(yes_if k exec client -- nc -w 3 "$address" 80 < /dev/null)" no
done
check "an image that is not here is not looked for elsewhere" \
  "$(k get pod needs-pull -o jsonpath='{.status.containerStatuses[0].state.waiting.reason}' | sed 's/ImagePullBackOff/ErrImagePull/')" ErrImagePull
pids=$(for name in $COMPONENTS; do echo "pid=$(pid_of "$name"),"; done)
check "all that listens on the machine is the relay" "$(ss -Hltnp | grep -F "$pids" | awk '{ print $4 }')" \
  "127.0.0.1:$CLUSTER_API_PORT"
close_namespace
