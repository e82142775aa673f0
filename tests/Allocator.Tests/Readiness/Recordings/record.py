#!/usr/bin/env python3
"""Records what a cluster says about workloads that become ready and workloads that cannot.

    KUBECONFIG=... ./record.py [SCENARIO...]

Each scenario gets a namespace of its own, deleted afterwards, and a file SCENARIO.jsonl: one line per watch event, with the
seconds since the scenario's objects were created. Objects are trimmed to what says something about readiness.
"""
import json
import os
import subprocess
import sys
import threading
import time

BUSYBOX = "registry.local/busybox:1.35"
KINDS = {
    "Pod": "api/v1/pods", "Event": "api/v1/events", "PersistentVolumeClaim": "api/v1/persistentvolumeclaims",
    "Deployment": "apis/apps/v1/deployments", "StatefulSet": "apis/apps/v1/statefulsets", "DaemonSet": "apis/apps/v1/daemonsets",
    "ReplicaSet": "apis/apps/v1/replicasets", "Job": "apis/batch/v1/jobs",
}
HERE = os.path.dirname(os.path.abspath(__file__))


def kubectl(*args, data=None, check=True):
    return subprocess.run(["kubectl", *args], input=data, text=True, check=check, stdout=subprocess.PIPE).stdout


def container(command=None, image=BUSYBOX, **more):
    result = {"name": "main", "image": image, **more}
    if command:
        result["command"] = ["sh", "-c", command]
    return result


def pod_spec(*containers, **more):
    return {"terminationGracePeriodSeconds": 0, "containers": list(containers), **more}


def workload(kind, spec, version="apps/v1", name="kv", **more):
    labels = {"app": "kv"}
    body = {"template": {"metadata": {"labels": labels}, "spec": spec}, **more}
    if kind != "Job":
        body["selector"] = {"matchLabels": labels}
    if kind == "StatefulSet":
        body["serviceName"] = "kv"
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name}, "spec": body}


def pod(spec):
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "kv", "labels": {"app": "kv"}}, "spec": spec}


def claim(name="kv", **spec):
    return {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": name},
            "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}, **spec}}


QUOTA = {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "q"}, "spec": {"hard": {"pods": "0"}}}
SLEEP = "trap 'exit 0' TERM; sleep 1000 & wait"
PROBE = {"exec": {"command": ["test", "-f", "/tmp/up"]}, "periodSeconds": 1}
LATE = "sleep 1; touch /tmp/up; " + SLEEP
serving = lambda: pod_spec(container(LATE, readinessProbe=PROBE))
disk = lambda spec: {**spec, "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "kv"}}]}
mount = {"volumeMounts": [{"name": "data", "mountPath": "/data"}]}

# name: (seconds to record, objects that are there before, objects)
SCENARIOS = {
    "deployment-ready": (8, [], [workload("Deployment", serving())]),
    "statefulset-ready": (14, [], [{**workload("StatefulSet", pod_spec(container(LATE, readinessProbe=PROBE, **mount)), replicas=2), }]),
    "daemonset-ready": (8, [], [workload("DaemonSet", serving())]),
    "replicaset-ready": (8, [], [workload("ReplicaSet", serving())]),
    "pod-ready": (8, [], [pod(serving())]),
    "job-complete": (10, [], [workload("Job", pod_spec(container("sleep 1; echo done"), restartPolicy="Never"), "batch/v1")]),
    "job-service": (8, [], [workload("Job", pod_spec(container(LATE, readinessProbe=PROBE), restartPolicy="Never"), "batch/v1")]),
    "claim-ready": (8, [], [claim(), workload("Deployment", disk(pod_spec(container(SLEEP, **mount))))]),
    "image-missing": (40, [], [workload("Deployment", pod_spec(container(image="registry.local/no-such-image:1")))]),
    "image-invalid": (8, [], [workload("Deployment", pod_spec(container(image="registry.local/Not A Name")))]),
    "image-never": (8, [], [pod(pod_spec(container(image="registry.local/no-such-image:1", imagePullPolicy="Never")))]),
    "crash-loop": (60, [], [workload("Deployment", pod_spec(container("echo listening on 6379; echo cannot open /data >&2; exit 3")))]),
    "init-crash-loop": (60, [], [workload("Deployment", pod_spec(container(SLEEP), initContainers=[{**container("echo migrating; exit 4"), "name": "init"}]))]),
    "start-error": (30, [], [workload("Deployment", pod_spec({"name": "main", "image": BUSYBOX, "command": ["/no-such-program"]}))]),
    "unschedulable": (16, [], [workload("Deployment", pod_spec(container(SLEEP), nodeSelector={"disk": "none"}))]),
    "config-missing": (12, [], [workload("Deployment", pod_spec(container(SLEEP, envFrom=[{"configMapRef": {"name": "none"}}])))]),
    "mount-missing": (20, [], [pod(pod_spec(container(SLEEP, **mount), volumes=[{"name": "data", "configMap": {"name": "none"}}]))]),
    "quota-deployment": (10, [QUOTA], [workload("Deployment", serving())]),
    "quota-statefulset": (10, [QUOTA], [workload("StatefulSet", serving())]),
    "quota-daemonset": (10, [QUOTA], [workload("DaemonSet", serving())]),
    "quota-job": (10, [QUOTA], [workload("Job", pod_spec(container("true"), restartPolicy="Never"), "batch/v1")]),
    "storageclass-missing": (25, [], [claim(storageClassName="none"), workload("Deployment", disk(pod_spec(container(SLEEP, **mount))))]),
    "job-failed": (20, [], [workload("Job", pod_spec(container("echo no database; exit 2"), restartPolicy="Never"), "batch/v1", backoffLimit=0)]),
    "pod-failed": (8, [], [pod(pod_spec(container("echo bad flag; exit 2"), restartPolicy="Never"))]),
    "pod-rejected": (8, [], [pod(pod_spec(container(SLEEP, resources={"requests": {"cpu": "900"}}), nodeName="node1"))]),
}
SCENARIOS["statefulset-ready"][2][0]["spec"]["volumeClaimTemplates"] = [
    {"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}]


def trim(kind, obj):
    meta = obj["metadata"]
    obj["metadata"] = {key: meta[key] for key in ("name", "uid", "generation", "deletionTimestamp", "ownerReferences") if key in meta}
    for owner in obj["metadata"].get("ownerReferences", []):
        owner.pop("blockOwnerDeletion", None)
    if kind == "Event":
        return {key: obj[key] for key in ("metadata", "involvedObject", "type", "reason", "message", "count", "firstTimestamp", "lastTimestamp", "eventTime")
                if obj.get(key) is not None}
    spec = obj["spec"]
    for unused in ("tolerations", "securityContext", "schedulerName", "dnsPolicy", "serviceAccount", "serviceAccountName", "enableServiceLinks",
                   "preemptionPolicy", "priority", "progressDeadlineSeconds", "revisionHistoryLimit", "terminationGracePeriodSeconds", "serviceName"):
        spec.pop(unused, None)
    pods = spec if kind == "Pod" else spec.get("template", {}).get("spec", {})
    spec.get("template", {}).pop("metadata", None)
    for unused in ("dnsPolicy", "schedulerName", "securityContext", "terminationGracePeriodSeconds"):
        pods.pop(unused, None)
    pods["volumes"] = [v for v in pods.get("volumes", []) if "secret" not in v]
    for one in pods.get("containers", []) + pods.get("initContainers", []):
        for unused in ("terminationMessagePath", "terminationMessagePolicy", "imagePullPolicy"):
            one.pop(unused, None)
        one["volumeMounts"] = [m for m in one.get("volumeMounts", []) if "serviceaccount" not in m["mountPath"]]
        for empty in ("volumeMounts", "resources"):
            if not one.get(empty):
                one.pop(empty, None)
    if not pods.get("volumes"):
        pods.pop("volumes", None)
    for status in obj.get("status", {}).get("containerStatuses", []) + obj.get("status", {}).get("initContainerStatuses", []):
        for unused in ("imageID", "containerID"):
            status.pop(unused, None)
    return {"apiVersion": obj["apiVersion"], "kind": kind, "metadata": obj["metadata"], "spec": spec, "status": obj.get("status", {})}


def record(name):
    seconds, before, objects = SCENARIOS[name]
    namespace = "readiness-" + name
    kubectl("create", "namespace", namespace)
    lines, start, watches = [], None, []
    try:
        for _ in range(50):
            if kubectl("-n", namespace, "get", "serviceaccount", "default", "--ignore-not-found"):
                break
            time.sleep(0.1)
        for obj in before:
            kubectl("-n", namespace, "apply", "-f", "-", data=json.dumps(obj))
        time.sleep(2 if before else 0)
        start = time.monotonic()

        def follow(kind, path):
            group, plural = path.rsplit("/", 1)
            watch = subprocess.Popen(["kubectl", "get", "--raw", f"/{group}/namespaces/{namespace}/{plural}?watch=1"], stdout=subprocess.PIPE, text=True)
            watches.append(watch)
            for line in watch.stdout:
                event = json.loads(line)
                event["object"].setdefault("apiVersion", group.removeprefix("apis/").removeprefix("api/"))
                event["object"].setdefault("kind", kind)
                lines.append({"at": round(time.monotonic() - start, 3), "type": event["type"], "object": trim(kind, event["object"])})

        for kind, path in KINDS.items():
            threading.Thread(target=follow, args=(kind, path), daemon=True).start()
        time.sleep(2)
        start = time.monotonic()
        kubectl("-n", namespace, "create", "-f", "-", data=json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}))
        time.sleep(seconds)
    finally:
        for watch in watches:
            watch.terminate()
        kubectl("delete", "namespace", namespace, "--wait=false", check=False)
    with open(os.path.join(HERE, name + ".jsonl"), "w") as file:
        for line in list(lines):
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
    print(name, len(lines), "events")


if __name__ == "__main__":
    for scenario in sys.argv[1:] or SCENARIOS:
        record(scenario)
