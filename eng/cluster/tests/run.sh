# shellcheck shell=bash
# Checks of the running cluster, sourced by `cluster test`. They leave nothing behind.

FAILED=0
# check WHAT GOT WANT
check() {
  if [ "$2" = "$3" ]; then
    echo "ok    $1"
  else
    echo "FAIL  $1: got '$2', want '$3'"
    FAILED=$((FAILED + 1))
  fi
}

# within SECONDS COMMAND...: true as soon as the command is
within() {
  local limit
  limit=$(( $(now_ms) + $1 * 1000 )); shift
  until "$@" &> /dev/null; do
    [ "$(now_ms)" -lt "$limit" ] || return 1
    sleep 0.1
  done
}

yes_if() { if "$@" &> /dev/null; then echo yes; else echo no; fi; }

# in a namespace of the test's own
NS=
k() { kubectl -n "$NS" "$@"; }
# open_namespace SUFFIX
open_namespace() {
  NS=cluster-test-$1
  kubectl delete namespace "$NS" --ignore-not-found > /dev/null
  kubectl create namespace "$NS" > /dev/null
  trap 'stop test-listener test-watch; kubectl delete namespace "$NS" --wait=false > /dev/null 2>&1 || true' EXIT
  wait_for 10 "the service account" k get serviceaccount default
}
close_namespace() {
  trap - EXIT
  kubectl delete namespace "$NS" > /dev/null
}

# forwarded LOCAL-PORT TARGET PORT COMMAND...: runs the command while kubectl port-forward is up
forwarded() {
  local port=$1 target=$2 remote=$3 forward result=0; shift 3
  command kubectl --kubeconfig="$ADMIN" -n "$NS" port-forward "$target" "$port:$remote" > /dev/null 2>&1 &
  forward=$!
  within 10 bash -c "exec 3<> /dev/tcp/127.0.0.1/$port" || true
  "$@" || result=$?
  kill $forward
  wait $forward 2> /dev/null || true
  return $result
}

finish_tests() {
  if [ $FAILED = 0 ]; then echo "all checks passed in $(since "$TEST_START")"; else echo "$FAILED checks FAILED"; fi
  [ $FAILED = 0 ]
}

TEST_START=$(now_ms)
case ${1-core} in
  core)
    # shellcheck source=tests/core.sh
    . "$KIT/tests/core.sh" ;;
  images)
    # shellcheck source=tests/images.sh
    . "$KIT/tests/images.sh" ;;
  all)
    . "$KIT/tests/core.sh"
    . "$KIT/tests/images.sh" ;;
  *) die "usage: cluster test [core|images|all]" ;;
esac
finish_tests
