#!/usr/bin/env python3
"""Records the tables of a real Kubernetes 1.20: writes tests/Allocator.EmbeddedCluster.Tests/Tables/Recorded/*.json.

usage: tables.py   (KUBECONFIG says which cluster; it needs an administrator)

Objects of every kind are made in a namespace, pods with states that are set by hand, and removed again.
"""
import json
import pathlib
import time

from cases import CLUSTER, DEPLOYMENT, JOB, KINDS, POD, PVC, SELECTOR, TEMPLATE, merged
from cluster import send, table

NAMESPACE = "kinds-tab"
OUT = pathlib.Path(__file__).parents[2] / "tests/Allocator.EmbeddedCluster.Tests/Tables/Recorded"
OBJECTS, STATUSES = [], {}


def make(kind, name, obj, status=None):
    prefix, plural = KINDS[kind]
    space = f"namespaces/{NAMESPACE}/" if plural else ""
    path = f"{prefix}/{space}{plural or CLUSTER[kind]}"
    OBJECTS.append((path, merged({"apiVersion": prefix.split("/", 1)[1], "kind": kind, "metadata": {"name": name}}, obj), status))


def container(state, restarts=0, ready=False, name="main"):
    return {"name": name, "ready": ready, "restartCount": restarts, "state": state, "image": "i", "imageID": "", "lastState": {}}


def pod(name, phase, *states, init=(), ready=None, **status):
    spec = {"containers": [{"name": f"c{i}", "image": "i"} for i in range(max(1, len(states)))]}
    if init:
        spec["initContainers"] = [{"name": f"i{i}", "image": "i"} for i in range(len(init))]
    status = {"phase": phase, "containerStatuses": [{**state, "name": f"c{i}"} for i, state in enumerate(states)],
              "initContainerStatuses": [{**state, "name": f"i{i}"} for i, state in enumerate(init)], **status}
    if ready is not None:
        status["conditions"] = [{"type": "Ready", "status": str(ready)}]
    make("Pod", name, merged(POD, {"spec": spec}), status)


RUNNING = {"running": {"startedAt": "2020-01-01T00:00:00Z"}}


def waiting(reason):
    return {"waiting": {"reason": reason} if reason else {}}


def ended(code, reason="", signal=0):
    return {"terminated": {"exitCode": code, **({"reason": reason} if reason else {}), **({"signal": signal} if signal else {})}}


pod("pending", "Pending")
pod("creating", "Pending", container(waiting("ContainerCreating")))
pod("running", "Running", container(RUNNING, 2, True), container(RUNNING), podIP="10.0.0.1", podIPs=[{"ip": "10.0.0.1"}], nominatedNodeName="n")
pod("crash", "Running", container(waiting("CrashLoopBackOff"), 5))
pod("completed", "Succeeded", container(ended(0, "Completed")))
pod("half-ready", "Running", container(ended(0, "Completed")), container(RUNNING, 0, True), ready=True)
pod("half-unready", "Running", container(ended(0, "Completed")), container(RUNNING, 0, True), ready=False)
pod("error", "Failed", container(ended(1, "Error"), 1))
pod("code", "Failed", container(ended(3)))
pod("signal", "Failed", container(ended(137, signal=9)))
pod("evicted", "Failed", reason="Evicted")
pod("deadline", "Failed", container(RUNNING), reason="DeadlineExceeded")
pod("pull", "Pending", container(waiting("ImagePullBackOff")), container(RUNNING, 0, True))
pod("init-waiting", "Pending", container(waiting("PodInitializing")), init=[container(waiting("PodInitializing"))])
pod("init-running", "Pending", container(waiting("PodInitializing")), init=[container(ended(0, "Completed"), 1), container(RUNNING, 2), container(waiting("PodInitializing"))])
pod("init-error", "Pending", container(waiting("PodInitializing")), init=[container(ended(1, "Error"), 3)])
pod("init-code", "Pending", container(waiting("PodInitializing")), init=[container(ended(1))])
pod("init-signal", "Pending", container(waiting("PodInitializing")), init=[container(ended(1, signal=15))])
pod("init-crash", "Pending", container(waiting("PodInitializing")), init=[container(waiting("CrashLoopBackOff"), 4)])
pod("init-done", "Running", container(RUNNING, 1, True), init=[container(ended(0, "Completed"), 7)])
make("Pod", "terminating", merged(POD, {"metadata": {"finalizers": ["example.com/x"]}}))
make("Deployment", "one", merged(DEPLOYMENT, {"spec": {"replicas": 2, "template": {"spec": {"containers": [{"name": "a", "image": "i:1"}, {"name": "b", "image": "j:2"}]}}}}))
make("Deployment", "expressions", merged(DEPLOYMENT, {"spec": {"selector": {"matchExpressions": [
    {"key": "tier", "operator": "NotIn", "values": ["b", "a"]}, {"key": "app", "operator": "In", "values": ["y", "x"]}, {"key": "x", "operator": "DoesNotExist"},
    {"key": "app", "operator": "Exists"}]}}}))
make("ReplicaSet", "one", {"spec": {"replicas": 1, "selector": SELECTOR, "template": TEMPLATE}})
make("ReplicationController", "one", {"spec": {"replicas": 1, "selector": {"app": "rc", "b": "c"}, "template": {**TEMPLATE, "metadata": {"labels": {"app": "rc", "b": "c"}}}}})
make("StatefulSet", "one", {"spec": {"replicas": 1, "serviceName": "s", "selector": SELECTOR, "template": TEMPLATE}})
make("DaemonSet", "one", {"spec": {"selector": SELECTOR, "template": TEMPLATE}})
make("Job", "one", JOB)
make("Job", "many", merged(JOB, {"spec": {"completions": 3}}))
make("Service", "one", {"spec": {"selector": {"b": "c", "a": "b"}, "clusterIP": "10.96.200.200", "ports": [{"name": "a", "port": 80}, {"name": "b", "port": 53, "protocol": "UDP"}]}})
make("Service", "headless", {"spec": {"clusterIP": "None"}})
make("Service", "named", {"spec": {"type": "ExternalName", "externalName": "example.com"}})
make("Endpoints", "several", {"subsets": [{"addresses": [{"ip": f"10.0.0.{i}"} for i in (1, 2)], "ports": [{"name": "a", "port": 80}, {"name": "b", "port": 81}]}]})
make("Endpoints", "few", {"subsets": [{"addresses": [{"ip": "10.0.0.1"}]}, {"addresses": [{"ip": "fd00::1"}], "ports": [{"port": 80}]}]})
make("Endpoints", "none", {"subsets": [{"notReadyAddresses": [{"ip": "10.0.0.1"}], "ports": [{"port": 80}]}]})
BACKEND = {"service": {"name": "s", "port": {"number": 80}}}
make("Ingress", "one", {"spec": {"ingressClassName": "c", "tls": [{"hosts": ["a"]}], "rules": [{"host": f"{h}.example.com"} for h in "abcde"]}},
     {"loadBalancer": {"ingress": [{"ip": "10.0.0.1"}, {"hostname": "h"}]}})
make("Ingress", "bare", {"spec": {"defaultBackend": BACKEND}})
make("IngressClass", "kinds-tab", {"spec": {"controller": "example.com/x", "parameters": {"apiGroup": "example.com", "kind": "Thing", "name": "t"}}})
make("NetworkPolicy", "one", {"spec": {"podSelector": {"matchLabels": {"a": "b"}}}})
make("NetworkPolicy", "all", {"spec": {"podSelector": {}}})
make("ConfigMap", "one", {"data": {"a": "b"}, "binaryData": {"c": "ZA=="}})
make("Secret", "one", {"stringData": {"a": "b", "c": "d"}, "type": "mine"})
make("ServiceAccount", "one", {})
make("PersistentVolumeClaim", "one", PVC)
make("PersistentVolumeClaim", "bound", merged(PVC, {"spec": {"volumeName": "kinds-tab-absent", "storageClassName": ""}}),
     {"phase": "Bound", "capacity": {"storage": "2Gi"}, "accessModes": ["ReadWriteMany", "ReadWriteOnce"]})
make("PersistentVolume", "kinds-tab", {"spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadOnlyMany"], "storageClassName": "none-such", "hostPath": {"path": "/x"},
                                                "claimRef": {"namespace": "kinds-tab-absent", "name": "c"}, "persistentVolumeReclaimPolicy": "Retain"}})
make("StorageClass", "kinds-tab", {"provisioner": "example.com/x", "allowVolumeExpansion": True})
make("ResourceQuota", "one", {"spec": {"hard": {"pods": "100", "requests.cpu": "9", "limits.cpu": "10", "count/jobs.batch": "50"}}})
make("Lease", "one", {"spec": {"holderIdentity": "me"}})
make("Role", "one", {"rules": []})
make("RoleBinding", "one", {"roleRef": {"kind": "Role", "name": "r"}, "subjects": [{"kind": "User", "name": "u"}, {"kind": "User", "name": "v"}, {"kind": "Group", "name": "g"},
                                                                                  {"kind": "ServiceAccount", "name": "s", "namespace": "n"}]})
make("ClusterRole", "kinds-tab", {"rules": []})
make("ClusterRoleBinding", "kinds-tab", {"roleRef": {"kind": "ClusterRole", "name": "kinds-tab"}})
make("ControllerRevision", "one", {"revision": 3, "data": {}})
make("ControllerRevision", "owned", {"revision": 3, "data": {}, "metadata": {"ownerReferences": [
    {"apiVersion": "v1", "kind": "Namespace", "name": NAMESPACE, "uid": "NAMESPACE-UID", "controller": True}]}})
make("Event", "one", {"involvedObject": {"kind": "Pod", "name": "p", "namespace": NAMESPACE, "fieldPath": "spec.x"}, "reason": "R", "message": " m\n", "type": "Normal",
                      "source": {"component": "c", "host": "h"}, "count": 4, "firstTimestamp": "2020-01-01T00:00:00Z", "lastTimestamp": "2025-01-01T00:00:00Z"})
make("Event", "bare", {"involvedObject": {"kind": "Pod", "namespace": NAMESPACE}})
make("Event", "new", {"involvedObject": {"kind": "Pod", "name": "p", "namespace": NAMESPACE}, "eventTime": "2020-01-01T00:00:00.000000Z", "reportingComponent": "c",
                      "reportingInstance": "i", "action": "a", "reason": "r", "series": {"count": 3, "lastObservedTime": "2024-01-01T00:00:00.000000Z"}})


def main():
    code, namespace = send("POST", "api/v1/namespaces", {"metadata": {"name": NAMESPACE}})
    while send("GET", f"api/v1/namespaces/{NAMESPACE}/serviceaccounts/default")[0] != 200:
        time.sleep(0.1)
    for path, obj, status in OBJECTS:
        code, made = send("POST", path, json.loads(json.dumps(obj).replace("NAMESPACE-UID", namespace["metadata"]["uid"])))
        assert code == 201, made
        if status:
            code, made = send("PATCH", f"{path}/{obj['metadata']['name']}/status", {"status": status}, "application/merge-patch+json")
            assert code == 200, made
    send("DELETE", f"api/v1/namespaces/{NAMESPACE}/pods/terminating")
    time.sleep(4)
    OUT.mkdir(parents=True, exist_ok=True)
    paths = dict.fromkeys(path for path, _, _ in OBJECTS)
    for path in [*paths, f"api/v1/namespaces", "api/v1/nodes"]:
        own = "" if NAMESPACE in path or path.endswith("nodes") else f"fieldSelector=metadata.name%3D{NAMESPACE}&"
        answer, now = table(f"{path}?{own}includeObject=Object")
        if path.endswith("/events"):
            # Those of the cluster have fractions of seconds, which make their age a matter of luck.
            answer["rows"] = [row for row in answer["rows"] if row["object"]["metadata"]["name"] in ("one", "bare", "new")]
        for row in answer["rows"]:
            row["object"]["metadata"].pop("managedFields", None)
            if row["object"]["kind"] == "Node":
                row["object"]["status"].pop("images", None)
        columns = [{key: column[key] for key in ("name", "type", "format", "priority")} for column in answer["columnDefinitions"]]
        rows = [json.dumps(row) for row in answer["rows"]]
        (OUT / f"{path.split('/')[-1]}.json").write_text('{"now": "%s", "columns": %s, "rows": [\n%s\n]}\n' % (now, json.dumps(columns), ",\n".join(rows)))
    send("PATCH", f"api/v1/namespaces/{NAMESPACE}/pods/terminating", {"metadata": {"finalizers": None}}, "application/merge-patch+json")
    for path, obj, _ in OBJECTS:
        if NAMESPACE not in path:
            send("DELETE", f"{path}/{obj['metadata']['name']}")
    send("DELETE", f"api/v1/namespaces/{NAMESPACE}")


main()
