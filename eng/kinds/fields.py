#!/usr/bin/env python3
"""Writes src/Allocator.EmbeddedCluster/Kinds/Forms/kubernetes-1.20.fields from the Go types of a Kubernetes source tree.

usage: fields.py DIRECTORY   (the unpacked source of Kubernetes 1.20)

It holds what OpenAPI does not tell: which fields are left out when they are empty, and which tell empty from absent. One line per type:
its name, then each field as name=type. A type begins with * (may be absent), [] (list) or {} (map of); the rest is s (string), i (integer),
b (boolean), t (time), q (quantity), p (integer or string), r (anything) or another line's type. A ! says that the field is always written.
"""
import pathlib
import re
import sys

ROOTS = [
    ("core", "Namespace Node Event PersistentVolumeClaim PersistentVolume Pod ConfigMap Secret Service Endpoints ServiceAccount "
             "ReplicationController ResourceQuota"),
    ("apps", "Deployment ReplicaSet StatefulSet DaemonSet ControllerRevision"),
    ("batch", "Job"),
    ("coordination", "Lease"),
    ("rbac", "Role RoleBinding ClusterRole ClusterRoleBinding"),
    ("storage", "StorageClass"),
    ("networking", "Ingress IngressClass NetworkPolicy"),
]
SCALARS = {"string": "s", "bool": "b", "int32": "i", "int64": "i", "int": "i", "byte": "i", "metav1.Time": "t", "metav1.MicroTime": "t",
           "resource.Quantity": "q", "intstr.IntOrString": "p", "runtime.RawExtension": "r", "types.UID": "s", "types.NodeName": "s",
           "meta.Time": "t", "meta.FieldsV1": "r"}
IMPORTS = {"v1": "core", "metav1": "meta"}


def read(path, package, structs, names):
    text = path.read_text()
    for match in re.finditer(r"^type (\w+) struct \{\n(.*?)^\}", text, re.M | re.S):
        structs[f"{package}.{match[1]}"] = match[2]
    for match in re.finditer(r"^type (\w+) ((?:\[\]|map\[\w+\])*[\w.]+)$", text, re.M):
        if match[2] != "struct":
            names[f"{package}.{match[1]}"] = match[2]


def main():
    source = pathlib.Path(sys.argv[1]) / "staging/src/k8s.io"
    structs, names = {}, {}
    for package, _ in ROOTS:
        read(source / f"api/{package}/v1/types.go", package, structs, names)
    read(source / "apimachinery/pkg/apis/meta/v1/types.go", "meta", structs, names)

    def resolve(text, package):
        if text.startswith("*"):
            return "*" + resolve(text[1:], package).lstrip("*")
        if text == "[]byte":
            return "s"
        if text.startswith("[]"):
            return "[]" + resolve(text[2:], package)
        if text.startswith("map["):
            return "{}" + resolve(text[text.index("]") + 1:], package)
        if text in SCALARS:
            return SCALARS[text]
        name = f"{package}.{text}"
        if "." in text:
            prefix, text = text.split(".")
            name = f"{IMPORTS[prefix]}.{text}"
        if name in SCALARS:
            return SCALARS[name]
        if name in names:
            return resolve(names[name], name.split(".")[0])
        if name not in structs:
            raise SystemExit(f"unknown type {name}")
        wanted.append(name)
        return name

    def fields(name):
        package = name.split(".")[0]
        for line in structs[name].splitlines():
            match = re.match(r"\s+(?:(\w+)\s+)?(\*?[\w.\[\]*]+)\s+`json:\"([^\"]*)\"", line)
            if not match:
                continue
            json, *flags = match[3].split(",")
            if "inline" in flags:
                kind = match[2]
                if kind == "metav1.TypeMeta":
                    yield "apiVersion", "s", True
                    yield "kind", "s", True
                    continue
                yield from fields(f"{IMPORTS[kind.split('.')[0]]}.{kind.split('.')[1]}" if "." in kind else f"{package}.{kind}")
                continue
            yield json, resolve(match[2], package), "omitempty" in flags

    wanted = [f"{package}.{kind}" for package, kinds in ROOTS for kind in kinds.split()]
    done = {}
    while wanted:
        name = wanted.pop()
        if name in done:
            continue
        done[name] = ""
        items = []
        for json, kind, omitted in fields(name):
            # Go leaves out empty values, but a struct is never empty.
            always = not omitted or kind[0] in "tqp" or "." in kind and kind[0] not in "*[{"
            if kind == "r":
                always = False
            items.append(f"{json}={kind}{'!' if always else ''}")
        done[name] = " ".join([name, *items])
    out = pathlib.Path(__file__).parents[2] / "src/Allocator.EmbeddedCluster/Kinds/Forms/kubernetes-1.20.fields"
    out.parent.mkdir(exist_ok=True)
    out.write_text("".join(done[name] + "\n" for name in sorted(done)))


main()
