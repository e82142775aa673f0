#!/usr/bin/env python3
"""Records what fields the kinds of the embedded cluster have.

    kubectl get --raw /openapi/v2 | eng/openapi/record.py > src/Allocator.EmbeddedCluster/Schemas/kubernetes-1.20.json

The result is an OpenAPI document as well: only the kinds below and what they reach, no descriptions, one property a line.
Of the paths only the PATCH operations stay; kubectl looks there for the query parameters that a kind supports.
"""

import json
import sys

KINDS = {
    "/v1": "Namespace ConfigMap Secret Service ServiceAccount Pod PersistentVolumeClaim PersistentVolume Node Event Endpoints"
           " ReplicationController ResourceQuota LimitRange Status DeleteOptions",
    "apps/v1": "Deployment ReplicaSet StatefulSet DaemonSet ControllerRevision",
    "batch/v1": "Job",
    "batch/v1beta1": "CronJob",
    "coordination.k8s.io/v1": "Lease",
    "rbac.authorization.k8s.io/v1": "Role RoleBinding ClusterRole ClusterRoleBinding",
    "storage.k8s.io/v1": "StorageClass",
    "networking.k8s.io/v1": "Ingress IngressClass NetworkPolicy",
    "discovery.k8s.io/v1beta1": "EndpointSlice",
    "apiextensions.k8s.io/v1": "CustomResourceDefinition",
    "authentication.k8s.io/v1": "TokenRequest TokenReview",
    "authorization.k8s.io/v1": "SubjectAccessReview LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview",
    "autoscaling/v1": "Scale HorizontalPodAutoscaler",
    "policy/v1beta1": "PodDisruptionBudget",
}

GVK = "x-kubernetes-group-version-kind"
KEPT = ["$ref", "type", "format", "required", "items", "additionalProperties", "properties", "x-kubernetes-patch-merge-key",
        "x-kubernetes-patch-strategy", "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type",
        "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"]
REFERENCE = "#/definitions/"
PARAMETERS = ["dryRun", "fieldValidation"]


def wanted(gvk):
    return gvk["kind"] in KINDS.get(gvk["group"] + "/" + gvk["version"], "").split()


def slim(schema):
    result = {key: schema[key] for key in KEPT if key in schema and key != "properties"}
    for key in ("items", "additionalProperties"):
        if isinstance(result.get(key), dict):
            result[key] = slim(result[key])
    if "properties" in schema:
        result["properties"] = {name: slim(value) for name, value in sorted(schema["properties"].items())}
    gvks = [gvk for gvk in schema.get(GVK, []) if wanted(gvk)]
    return {GVK: gvks, **result} if gvks else result


def references(schema):
    if "$ref" in schema:
        yield schema["$ref"].removeprefix(REFERENCE)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from references(schema[key])
    for value in schema.get("properties", {}).values():
        yield from references(value)


def reachable(definitions):
    pending = [name for name, schema in definitions.items() if any(map(wanted, schema.get(GVK, [])))]
    found = {}
    while pending:
        name = pending.pop()
        if name not in found:
            found[name] = slim(definitions[name])
            pending += references(found[name])
    return dict(sorted(found.items()))


def patches(document):
    shared = document.get("parameters", {})
    for path, item in sorted(document["paths"].items()):
        patch = item.get("patch")
        if not patch or not wanted(patch.get(GVK, {"group": "", "version": "", "kind": ""})) or not path.endswith("/{name}"):
            continue
        parameters = [shared.get(p.get("$ref", "").removeprefix("#/parameters/"), p) for p in patch.get("parameters", [])]
        kept = [{key: p[key] for key in ("name", "in", "type")} for p in parameters if p.get("name") in PARAMETERS]
        yield path, {"patch": {"parameters": kept, "responses": {"200": {"description": "OK"}}, GVK: patch[GVK]}}


def dump(value):
    return json.dumps(value, separators=(",", ":"))


def dump_definition(schema):
    if "properties" not in schema:
        return dump(schema)
    head = dump({key: value for key, value in schema.items() if key != "properties"})[:-1]
    lines = ",\n".join(" " + dump(name) + ":" + dump(value) for name, value in schema["properties"].items())
    return head + ("," if len(head) > 1 else "") + '"properties":{\n' + lines + "\n}}"


def missing(definitions):
    found = {(gvk["group"] + "/" + gvk["version"], gvk["kind"]) for schema in definitions.values() for gvk in schema.get(GVK, [])}
    return sorted({(gv, kind) for gv, kinds in KINDS.items() for kind in kinds.split()} - found)


def main():
    document = json.load(sys.stdin)
    definitions = reachable(document["definitions"])
    absent = missing(definitions)
    if absent:
        sys.exit("the cluster does not have " + ", ".join(gv + " " + kind for gv, kind in absent))
    info = {key: document["info"][key] for key in ("title", "version")}
    print('{"swagger":"2.0","info":' + dump(info) + ',"paths":{')
    print(",\n".join(dump(path) + ":" + dump(item) for path, item in patches(document)))
    print('},"definitions":{')
    print(",\n".join(dump(name) + ":" + dump_definition(schema) for name, schema in definitions.items()))
    print("}}")


main()
