#!/usr/bin/env python3
"""Records what a real Kubernetes 1.20 answers to cases.py: writes tests/Allocator.EmbeddedCluster.Tests/Kinds/Recorded/*.json.

usage: record.py   (KUBECONFIG says which cluster; it needs an administrator)

Everything is posted as a dry run; objects that are to be changed are made first and removed again. What is different each time is taken out.
"""
import json
import pathlib
import re
import time

import cases
from cluster import send

NAMESPACE = "kinds-rec"
OUT = pathlib.Path(__file__).parents[2] / "tests/Allocator.EmbeddedCluster.Tests/Kinds/Recorded"
# What admission adds to every pod, which is no rule of the kind.
ADMITTED = {"tolerations", "priority", "preemptionPolicy", "serviceAccount", "serviceAccountName"}


def short(status):
    """A Status without the dumps of whole structures, which nobody reads by their text."""
    causes = status.get("details", {}).get("causes", [])
    for cause in causes:
        full = cause["message"]
        cause["message"] = re.sub(r"(v1\.OwnerReference|core\.PodTemplateSpec|core\.Container|core\.Probe|resource\.Quantity)\{.*\}: ", r"\1{...}: ", full.split("\n")[0])
        status["message"] = status["message"].replace(full, cause["message"])
    return status


def clean(case, code, body, uid=None):
    if code >= 400:
        body = json.loads(json.dumps(short(body)).replace(uid or "\0", "UID"))
        return {"code": code, "message": body["message"], "reason": body.get("reason"), "details": body.get("details")}
    metadata = body["metadata"]
    own = metadata.pop("uid", None)
    for member in ["managedFields", "creationTimestamp", "resourceVersion", "selfLink"]:
        metadata.pop(member, None)
    sent = cases.merged(case["object"], case.get("patch") or {})
    if case["kind"] == "Pod":
        for member in ADMITTED:
            if not sent["spec"].get(member):
                body["spec"].pop(member, None)
    if case["kind"] == "Service" and "clusterIP" not in sent["spec"]:
        for member in ["clusterIP", "clusterIPs"]:
            body["spec"].pop(member, None)
    if case["kind"] in ("PersistentVolumeClaim", "PersistentVolume"):
        metadata.pop("finalizers", None)
    if "patch" in case:
        # The cluster's controllers have begun with it.
        body.pop("status", None)
        if metadata.get("annotations", {}).pop("deployment.kubernetes.io/revision", None) and not metadata["annotations"]:
            metadata.pop("annotations")
    if case["kind"] == "Event":
        body["metadata"].pop("name", None)
    return {"code": code, "object": json.loads(json.dumps(body).replace(own or "\0", "UID"))}


def record(case):
    case = json.loads(json.dumps(case).replace("NAMESPACE", NAMESPACE))
    path = f"{case['prefix']}/" + (f"namespaces/{NAMESPACE}/" if case["namespaced"] else "") + case["plural"]
    if "patch" not in case:
        code, body = send("POST", path + "?dryRun=All", case["object"])
        # The uid of a dry run is in no answer that refuses it.
        text = json.dumps(body)
        uid = re.search(r'controller-uid\W+([0-9a-f-]{36})', text)
        return {**case, "answer": clean(case, code, body, uid and uid[1])}
    code, made = send("POST", path, case["object"])
    assert code == 201, (case["name"], made)
    own = f"{path}/{case['object']['metadata']['name']}"
    code, body = send("PATCH", own + "?dryRun=All", case["patch"], "application/merge-patch+json")
    answer = clean(case, code, body, made["metadata"]["uid"])
    send("DELETE", own + "?gracePeriodSeconds=0&propagationPolicy=Background")
    while send("GET", own)[0] != 404:
        time.sleep(0.05)
    return {**case, "answer": answer}


def main():
    send("POST", "api/v1/namespaces", {"metadata": {"name": NAMESPACE}})
    while send("GET", f"api/v1/namespaces/{NAMESPACE}/serviceaccounts/default")[0] != 200:
        time.sleep(0.1)
    OUT.mkdir(exist_ok=True)
    families = {}
    for case in cases.CASES:
        if "too large" in case["name"]:
            continue
        families.setdefault(case["kind"].lower(), []).append(record(case))
    for family, recorded in families.items():
        (OUT / f"{family}.json").write_text("[\n" + ",\n".join(json.dumps(item) for item in recorded) + "\n]\n")
    discovery = [{"path": prefix, **resource} for prefix in dict.fromkeys(prefix for prefix, _ in cases.KINDS.values())
                 for resource in send("GET", prefix)[1]["resources"]]
    (OUT / "discovery.json").write_text("[\n" + ",\n".join(json.dumps(item) for item in discovery if "/" not in item["name"]) + "\n]\n")
    send("DELETE", f"api/v1/namespaces/{NAMESPACE}")
    print(sum(map(len, families.values())), "cases")


main()
