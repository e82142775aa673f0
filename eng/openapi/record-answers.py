#!/usr/bin/env python3
"""Records how a cluster answers objects with unknown fields, wrong types and odd values, for the differential test of the embedded cluster's schemas.

    eng/openapi/record-answers.py > tests/Allocator.EmbeddedCluster.Tests/Schemas/recorded-answers.jsonl

Needs kubectl and the rights of an administrator (KUBECONFIG). Objects are posted with dryRun=All; one CustomResourceDefinition is created and
removed again.
"""

import copy
import http.client
import json
import subprocess
import sys
import time

from cases import CRD, CUSTOM, DEFINITIONS, TYPED

CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"


class Cluster:
    """Talks through `kubectl proxy`, which has the credentials and shows the whole Status, causes included."""

    def __enter__(self):
        self.proxy = subprocess.Popen(["kubectl", "proxy", "--port=0"], stdout=subprocess.PIPE, text=True)
        self.address = self.proxy.stdout.readline().split()[-1]
        return self

    def __exit__(self, *_):
        self.proxy.terminate()
        self.proxy.wait()

    def send(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.address)
        connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        text = response.read()
        return response.status, json.loads(text) if text.startswith(b"{") else {}


def is_empty(value):
    return value is None or value is False or value == 0 or value in ("", [], {})


def differences(sent, got, path, dropped, changed):
    """Paths that were sent and did not come back, and values that came back in another form; steps are separated by slashes."""
    if isinstance(sent, dict) and isinstance(got, dict):
        for key, value in sent.items():
            if key in got:
                differences(value, got[key], f"{path}/{key}", dropped, changed)
            elif not is_empty(value):
                dropped.append(f"{path}/{key}")
    elif isinstance(sent, list) and isinstance(got, list):
        for i, (a, b) in enumerate(zip(sent, got)):
            differences(a, b, f"{path}/{i}", dropped, changed)
    elif sent != got:
        changed[path] = got


def answer(cluster, path, obj):
    code, body = cluster.send("POST", path + "?dryRun=All", obj)
    if code >= 300:
        causes = body.get("details", {}).get("causes", [])
        return {"code": code, "reason": body.get("reason"), "message": body.get("message"), "causes": causes}
    dropped, changed = [], {}
    differences(obj, body, "", dropped, changed)
    return {"code": code, "dropped": sorted(dropped), "changed": changed, "object": body}


def typed(cluster):
    for name, path, obj in TYPED:
        result = answer(cluster, path, obj)
        result.pop("object", None)
        if result["code"] == 422:
            sys.exit(f"the case '{name}' is refused by validation, not by decoding: {result['message']}")
        yield {"test": "typed", "name": name, "object": obj, **result}


def definitions(cluster):
    for name, schema in DEFINITIONS:
        crd = copy.deepcopy(CRD)
        crd["metadata"]["name"] = "others.schemas.allocator.test"
        crd["spec"]["names"] = {"plural": "others", "singular": "other", "kind": "Other", "listKind": "OtherList"}
        crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"] = schema
        result = answer(cluster, CRDS, crd)
        yield {"test": "definition", "name": name, "schema": schema,
               **{key: result[key] for key in ("code", "reason", "causes") if key in result}}


def custom(cluster):
    code, body = cluster.send("POST", CRDS, CRD)
    if code != 201:
        sys.exit("the definition is refused: " + body["message"])
    try:
        path = "/apis/schemas.allocator.test/v1/namespaces/default/probes"
        while cluster.send("GET", path)[0] != 200:
            time.sleep(0.1)
        yield {"test": "schema", "schema": CRD["spec"]["versions"][0]["schema"]["openAPIV3Schema"]}
        for name, content in CUSTOM:
            obj = {"apiVersion": "schemas.allocator.test/v1", "kind": "Probe", "metadata": {"name": "a"}, **content}
            result = answer(cluster, path, obj)
            body = result.pop("object", {})
            if result["code"] == 201:
                result["answer"] = {key: value for key, value in body.items() if key != "metadata"}
                del result["changed"]
            yield {"test": "custom", "name": name, "object": obj, **result}
    finally:
        cluster.send("DELETE", CRDS + "/" + CRD["metadata"]["name"])


with Cluster() as cluster:
    for part in (typed, definitions, custom):
        for line in part(cluster):
            print(json.dumps(line, separators=(",", ":")))
