"""What is posted to a real cluster by record.py: (name, path, object) for a creation, with a merge patch for a change of it."""
import copy

CORE, APPS, BATCH = "api/v1", "apis/apps/v1", "apis/batch/v1"
RBAC, NET, STORAGE, COORDINATION = "apis/rbac.authorization.k8s.io/v1", "apis/networking.k8s.io/v1", "apis/storage.k8s.io/v1", "apis/coordination.k8s.io/v1"
KINDS = {
    "Pod": (CORE, "pods"), "ConfigMap": (CORE, "configmaps"), "Secret": (CORE, "secrets"), "Service": (CORE, "services"),
    "Endpoints": (CORE, "endpoints"), "ServiceAccount": (CORE, "serviceaccounts"), "PersistentVolumeClaim": (CORE, "persistentvolumeclaims"),
    "Event": (CORE, "events"), "ReplicationController": (CORE, "replicationcontrollers"), "ResourceQuota": (CORE, "resourcequotas"),
    "Namespace": (CORE, None), "PersistentVolume": (CORE, None), "Node": (CORE, None),
    "Deployment": (APPS, "deployments"), "ReplicaSet": (APPS, "replicasets"), "StatefulSet": (APPS, "statefulsets"), "DaemonSet": (APPS, "daemonsets"),
    "ControllerRevision": (APPS, "controllerrevisions"), "Job": (BATCH, "jobs"), "Lease": (COORDINATION, "leases"),
    "Role": (RBAC, "roles"), "RoleBinding": (RBAC, "rolebindings"), "ClusterRole": (RBAC, None), "ClusterRoleBinding": (RBAC, None),
    "StorageClass": (STORAGE, None), "Ingress": (NET, "ingresses"), "NetworkPolicy": (NET, "networkpolicies"), "IngressClass": (NET, None),
}
CLUSTER = {"Namespace": "namespaces", "PersistentVolume": "persistentvolumes", "Node": "nodes", "ClusterRole": "clusterroles",
           "ClusterRoleBinding": "clusterrolebindings", "StorageClass": "storageclasses", "IngressClass": "ingressclasses"}

CASES = []


def merged(base, change):
    """RFC 7396."""
    if not isinstance(change, dict):
        return copy.deepcopy(change)
    result = copy.deepcopy(base) if isinstance(base, dict) else {}
    for key, value in change.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def case(name, kind, obj, patch=None):
    prefix, plural = KINDS[kind]
    body = {"apiVersion": prefix.split("/", 1)[1], "kind": kind, "metadata": {"name": "one"}}
    CASES.append({"name": name, "kind": kind, "prefix": prefix, "plural": plural or CLUSTER[kind], "namespaced": plural is not None,
                  "object": merged(body, obj), **({"patch": patch} if patch is not None else {})})


# Pods

NOWHERE = {"nodeSelector": {"none": "such"}}
POD = {"spec": {"automountServiceAccountToken": False, **NOWHERE, "containers": [{"name": "main", "image": "busybox"}]}}


def pod(name, spec=None, container=None, patch=None, **rest):
    obj = merged(POD, {"spec": spec or {}, **rest})
    if container:
        obj["spec"]["containers"][0].update(container)
    case("pod " + name, "Pod", obj, patch)


def pod_patch(name, spec):
    pod(name, patch={"spec": spec})


pod("defaults")
pod("explicit empty values", {"hostNetwork": False, "restartPolicy": "", "tolerations": [], "enableServiceLinks": False, "hostname": "", "priority": None},
    {"command": [], "tty": False, "env": [{"name": "A", "value": ""}], "ports": []})
for image in ["a:latest", "a:1", "localhost:5000/a/b", "a@sha256:" + "0" * 64, "A/B"]:
    pod("image " + image, container={"image": image})
pod("probe defaults", container={
    "livenessProbe": {"httpGet": {"port": 80}}, "readinessProbe": {"tcpSocket": {"port": "http"}, "initialDelaySeconds": 3},
    "startupProbe": {"exec": {"command": ["true"]}, "failureThreshold": 7}, "ports": [{"containerPort": 80, "name": "http"}]})
pod("limits become requests", container={"resources": {"limits": {"cpu": "1", "memory": "1Gi"}}})
pod("burstable", container={"resources": {"limits": {"cpu": "1"}, "requests": {"cpu": "500m", "memory": "1Mi"}}})
pod("environment defaults", container={
    "env": [{"name": "N", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
            {"name": "L", "valueFrom": {"fieldRef": {"fieldPath": "metadata.labels['a']"}}},
            {"name": "C", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}},
            {"name": "S", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k", "optional": True}}},
            {"name": "M", "valueFrom": {"configMapKeyRef": {"name": "s", "key": "k"}}}],
    "envFrom": [{"prefix": "P_", "configMapRef": {"name": "m"}}, {"secretRef": {"name": "s", "optional": True}}]})
pod("volume defaults", {"volumes": [
    {"name": "a"}, {"name": "b", "secret": {"secretName": "s", "optional": True}}, {"name": "c", "configMap": {"name": "c", "items": [{"key": "k", "path": "p"}]}},
    {"name": "d", "downwardAPI": {"items": [{"path": "l", "fieldRef": {"fieldPath": "metadata.labels"}}]}},
    {"name": "e", "projected": {"sources": [{"secret": {"name": "s"}}, {"configMap": {"name": "c"}},
                                            {"downwardAPI": {"items": [{"path": "n", "fieldRef": {"fieldPath": "metadata.name"}}]}}]}},
    {"name": "f", "persistentVolumeClaim": {"claimName": "c"}}, {"name": "g", "emptyDir": {"medium": "Memory", "sizeLimit": "1Gi"}}]},
    {"volumeMounts": [{"name": "a", "mountPath": "/a"}, {"name": "b", "mountPath": "/b", "readOnly": True, "subPath": "x"}]})
pod("init container", {"initContainers": [{"name": "init", "image": "busybox:1"}], "restartPolicy": "Never", "activeDeadlineSeconds": 5})
pod("service account alias", {"serviceAccount": "default"})
pod("no containers", {"containers": []})
pod("no name and no image", {"containers": [{}]})
pod("container name", container={"name": "Main_1"})
pod("duplicate containers", {"containers": [{"name": "a", "image": "i"}, {"name": "a", "image": "i"}], "initContainers": [{"name": "a", "image": "i"}]})
pod("init container with probe", {"initContainers": [{"name": "a", "image": "i"}], "restartPolicy": "Sometimes", "dnsPolicy": "Mine"})
pod("image with space", container={"image": " busybox"})
pod("ports", container={"ports": [{"containerPort": 0}, {"containerPort": 70000, "name": "Big_Port"}, {"containerPort": 1, "name": "a"},
                                  {"containerPort": 2, "name": "a", "protocol": "ICMP"}, {"containerPort": 3, "name": "this-name-is-too-long"}]})
pod("environment", container={"env": [{"name": "1A", "value": "x"}, {"value": "x"}, {"name": "B", "value": "x", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}},
                                      {"name": "C", "valueFrom": {}}, {"name": "D", "valueFrom": {"secretKeyRef": {"name": "s"}}},
                                      {"name": "E", "valueFrom": {"fieldRef": {"fieldPath": "spec.containers"}}},
                                      {"name": "F", "valueFrom": {"fieldRef": {"fieldPath": "status.phase"}}},
                                      {"name": "G", "valueFrom": {"resourceFieldRef": {"resource": "limits.gpu"}}},
                                      {"name": "H", "valueFrom": {"configMapKeyRef": {"name": "A", "key": "a/b"}}}]})
pod("environment sources", container={"envFrom": [{}, {"secretRef": {}}, {"prefix": "1", "configMapRef": {"name": "UP"}}]})
pod("mounts", {"volumes": [{"name": "a"}]}, {"volumeMounts": [{"name": "b", "mountPath": "/b"}, {"name": "a"}, {"name": "a", "mountPath": "/b", "subPath": "../x"}]})
pod("volumes", {"volumes": [{"name": "A"}, {"emptyDir": {}}, {"name": "a"}, {"name": "a", "secret": {}}, {"name": "b", "emptyDir": {}, "configMap": {"name": "x"}},
                            {"name": "c", "configMap": {"defaultMode": 512, "items": [{"key": "", "path": "/x"}, {"key": "k", "path": "..x"}]}},
                            {"name": "d", "persistentVolumeClaim": {"claimName": ""}}]})
pod("probes", container={"livenessProbe": {}, "readinessProbe": {"exec": {}, "tcpSocket": {"port": 1}}, "startupProbe": {
    "httpGet": {"port": 0, "scheme": "FTP"}, "successThreshold": 2, "periodSeconds": -1}})
pod("resources", container={"resources": {"requests": {"cpu": "2", "memory": "-1"}, "limits": {"cpu": "1"}}})
pod("resource names", container={"resources": {"limits": {"gpu": "1"}}})
pod("extended resource", container={"resources": {"requests": {"example.com/gpu": "1"}}})
pod("pull policy", container={"imagePullPolicy": "Often", "terminationMessagePolicy": "Never"})
pod("deadline and hostname", {"activeDeadlineSeconds": 0, "hostname": "A.b", "subdomain": "-", "nodeName": "_"})
pod("tolerations", {"tolerations": [{"operator": "Equal", "value": "x"}, {"key": "a", "operator": "Exists", "value": "x"},
                                    {"key": "a", "operator": "Like"}, {"key": "a", "effect": "No", "tolerationSeconds": 1}]})
pod("node selector", {"nodeSelector": {"a b": "c d"}})
pod("names", metadata={"name": "A_b"})
pod("labels", metadata={"labels": {"a b": "x"}, "annotations": {"x/": "y"}})
pod("label value", metadata={"labels": {"a": "x y"}})
pod_patch("update of image", {"containers": [{"name": "main", "image": "busybox:2", "imagePullPolicy": "Always", "terminationMessagePath": "/dev/termination-log",
                                              "terminationMessagePolicy": "File", "resources": {}}]})
pod_patch("update of command", {"containers": [{"name": "main", "image": "busybox", "command": ["x"]}]})
pod_patch("update adds a container", {"containers": [{"name": "main", "image": "busybox"}, {"name": "b", "image": "busybox"}]})
pod_patch("update of deadline", {"activeDeadlineSeconds": 10})
pod_patch("update of restart policy", {"restartPolicy": "Never"})
pod_patch("update of tolerations", {"tolerations": []})

# Metadata, by the example of a config map

case("metadata without name", "ConfigMap", {"metadata": {"name": ""}})
case("metadata long name", "ConfigMap", {"metadata": {"name": "a" * 254}})
case("metadata generate name", "ConfigMap", {"metadata": {"name": "a", "generateName": "A_"}})
case("metadata generate name with dash", "ConfigMap", {"metadata": {"name": "a", "generateName": "a-"}})
case("metadata owners", "ConfigMap", {"metadata": {"ownerReferences": [{"apiVersion": "", "kind": "", "name": "", "uid": ""}, {"apiVersion": "v1", "kind": "Event", "name": "e", "uid": "u"}]}})
case("metadata finalizers", "ConfigMap", {"metadata": {"finalizers": ["x", "a/b/c", "", "example.com/ok"]}})
case("metadata finalizers of a lease", "Lease", {"metadata": {"finalizers": ["x"]}})
for key in ["a/b/c", "/x", "a" * 64, "A.b/c"]:
    case("metadata label " + key, "ConfigMap", {"metadata": {"labels": {key: "x" * 64}}})

# Workloads

TEMPLATE = {"metadata": {"labels": {"app": "x"}}, "spec": {**NOWHERE, "containers": [{"name": "main", "image": "busybox"}]}}
SELECTOR = {"matchLabels": {"app": "x"}}
BARE_TEMPLATE = {"spec": {**NOWHERE, "containers": [{"name": "main", "image": "busybox"}]}}

for kind in ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]:
    word = kind.lower()
    spec = {"selector": SELECTOR, "template": TEMPLATE, **({} if kind == "DaemonSet" else {"replicas": 0})}
    case(word + " defaults", kind, {"spec": spec})
    case(word + " empty", kind, {"spec": {}})
    case(word + " without spec", kind, {})
    case(word + " without selector", kind, {"spec": {"template": TEMPLATE}})
    case(word + " empty selector", kind, {"spec": {**spec, "selector": {}}})
    case(word + " other labels", kind, {"spec": {**spec, "selector": {"matchLabels": {"app": "y"}}}})
    case(word + " selector expressions", kind, {"spec": {**spec, "selector": {"matchExpressions": [{"key": "app", "operator": "In", "values": ["x", "y"]}]}}})
    case(word + " bad expressions", kind, {"spec": {**spec, "selector": {"matchLabels": {"app": "x"}, "matchExpressions": [{"key": "a", "operator": "In"}]}}})
    case(word + " restart policy", kind, {"spec": {**spec, "template": merged(TEMPLATE, {"spec": {"restartPolicy": "Never", "activeDeadlineSeconds": 1}})}})
    case(word + " template without containers", kind, {"spec": {**spec, "template": {"metadata": {"labels": {"app": "x"}}}}})
    case(word + " negative", kind, {"spec": {**spec, "replicas": -1, "minReadySeconds": -1, "revisionHistoryLimit": -1}})
    case(word + " update of selector", kind, {"spec": spec}, {"spec": {"selector": {"matchLabels": {"app": "y"}}, "template": {"metadata": {"labels": {"app": "y"}}}}})
    case(word + " update of template", kind, {"spec": spec}, {"spec": {"template": {"metadata": {"labels": {"more": "y"}}}}})
    case(word + " update to wrong", kind, {"spec": spec}, {"spec": {"template": {"spec": {"restartPolicy": "Never"}}}})
DEPLOYMENT = {"spec": {"replicas": 0, "selector": SELECTOR, "template": TEMPLATE}}
case("deployment recreate", "Deployment", merged(DEPLOYMENT, {"spec": {"strategy": {"type": "Recreate"}, "paused": True, "minReadySeconds": 1}}))
case("deployment strategy", "Deployment", merged(DEPLOYMENT, {"spec": {"strategy": {"type": "Recreate", "rollingUpdate": {"maxSurge": 1}}}}))
case("deployment strategy type", "Deployment", merged(DEPLOYMENT, {"spec": {"strategy": {"type": "Slow"}}}))
case("deployment strategy of nothing", "Deployment", merged(DEPLOYMENT, {"spec": {"strategy": {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 0}}}}))
case("deployment strategy percent", "Deployment", merged(DEPLOYMENT, {"spec": {"strategy": {"rollingUpdate": {"maxSurge": "x%", "maxUnavailable": "101%"}}}}))
case("deployment deadline", "Deployment", merged(DEPLOYMENT, {"spec": {"progressDeadlineSeconds": 5, "minReadySeconds": 5}}))
case("deployment update of annotations", "Deployment", DEPLOYMENT, {"metadata": {"annotations": {"a": "b"}}})
case("deployment update of labels", "Deployment", DEPLOYMENT, {"metadata": {"labels": {"a": "b"}}})
case("deployment update of replicas", "Deployment", DEPLOYMENT, {"spec": {"replicas": 3}})
STATEFUL = {"spec": {"replicas": 0, "serviceName": "s", "selector": SELECTOR, "template": TEMPLATE}}
CLAIM = {"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}
case("statefulset claims", "StatefulSet", merged(STATEFUL, {"spec": {"volumeClaimTemplates": [CLAIM], "podManagementPolicy": "Parallel"}}))
case("statefulset on delete", "StatefulSet", merged(STATEFUL, {"spec": {"updateStrategy": {"type": "OnDelete"}}}))
case("statefulset on delete with partition", "StatefulSet", merged(STATEFUL, {"spec": {"updateStrategy": {"type": "OnDelete", "rollingUpdate": {"partition": 1}}}}))
case("statefulset strategy type", "StatefulSet", merged(STATEFUL, {"spec": {"updateStrategy": {"type": "Slow"}, "podManagementPolicy": "Random"}}))
case("statefulset partition", "StatefulSet", merged(STATEFUL, {"spec": {"updateStrategy": {"rollingUpdate": {"partition": -1}}}}))
case("statefulset update of service name", "StatefulSet", STATEFUL, {"spec": {"serviceName": "t"}})
case("statefulset update of replicas", "StatefulSet", STATEFUL, {"spec": {"replicas": -2}})
case("daemonset strategy", "DaemonSet", {"spec": {"selector": SELECTOR, "template": TEMPLATE, "updateStrategy": {"rollingUpdate": {"maxUnavailable": 0}}}})
case("daemonset strategy type", "DaemonSet", {"spec": {"selector": SELECTOR, "template": TEMPLATE, "updateStrategy": {"type": "Slow"}}})

JOB = {"spec": {"parallelism": 0, "template": merged(BARE_TEMPLATE, {"spec": {"restartPolicy": "Never"}})}}
LABELLED_JOB = merged(JOB, {"spec": {"template": {"metadata": {"labels": {"app": "x"}}}}})
case("job defaults", "Job", {"spec": {"template": JOB["spec"]["template"]}})
case("job with template labels", "Job", LABELLED_JOB)
case("job with own labels", "Job", merged(LABELLED_JOB, {"metadata": {"labels": {"b": "c"}}}))
case("job completions", "Job", merged(JOB, {"spec": {"completions": 3, "parallelism": None, "activeDeadlineSeconds": 9}}))
case("job restart policy", "Job", {"spec": {"template": BARE_TEMPLATE}})
case("job restart policy unknown", "Job", {"spec": {"template": merged(BARE_TEMPLATE, {"spec": {"restartPolicy": "Once"}})}})
case("job negative", "Job", merged(JOB, {"spec": {"parallelism": -1, "completions": -1, "backoffLimit": -1, "activeDeadlineSeconds": -1}}))
case("job empty", "Job", {"spec": {}})
case("job manual selector", "Job", merged(LABELLED_JOB, {"spec": {"manualSelector": True, "selector": SELECTOR}}))
case("job manual selector missing", "Job", merged(LABELLED_JOB, {"spec": {"manualSelector": True}}))
case("job update of completions", "Job", JOB, {"spec": {"completions": 9}})
case("job update of template", "Job", JOB, {"spec": {"template": {"metadata": {"labels": {"more": "y"}}}}})
case("job update of parallelism", "Job", JOB, {"spec": {"parallelism": -5}})

case("replicationcontroller defaults", "ReplicationController", {"spec": {"replicas": 0, "template": TEMPLATE}})
case("replicationcontroller empty", "ReplicationController", {"spec": {}})
case("replicationcontroller other labels", "ReplicationController", {"spec": {"selector": {"app": "y"}, "template": TEMPLATE}})
case("controllerrevision", "ControllerRevision", {"revision": 1, "data": {"a": 1}})
case("controllerrevision wrong", "ControllerRevision", {"revision": -1})

# Configuration

case("configmap", "ConfigMap", {"data": {"a": "b"}, "binaryData": {"c": "ZA=="}})
case("configmap empty", "ConfigMap", {"data": {}})
case("configmap keys", "ConfigMap", {"data": {"a/b": "c"}})
case("configmap dots", "ConfigMap", {"data": {"..x": "c"}})
case("configmap duplicate", "ConfigMap", {"data": {"a": "c"}, "binaryData": {"a": "ZA=="}})
case("configmap immutable", "ConfigMap", {"immutable": True, "data": {"a": "b"}}, {"data": {"a": "c"}})
case("configmap immutable reset", "ConfigMap", {"immutable": True, "data": {"a": "b"}}, {"immutable": False})
case("configmap too large", "ConfigMap", {"data": {"a": "x" * (1024 * 1024 + 1)}})
case("configmap name", "ConfigMap", {"metadata": {"name": "A"}})
case("secret", "Secret", {"stringData": {"a": "b", "c": "d"}, "data": {"c": "eA=="}})
case("secret keys", "Secret", {"stringData": {"a b": "b"}})
case("secret docker", "Secret", {"type": "kubernetes.io/dockerconfigjson"})
case("secret docker not json", "Secret", {"type": "kubernetes.io/dockerconfigjson", "stringData": {".dockerconfigjson": "[1]"}})
case("secret docker empty", "Secret", {"type": "kubernetes.io/dockerconfigjson", "stringData": {".dockerconfigjson": ""}})
case("secret docker right", "Secret", {"type": "kubernetes.io/dockerconfigjson", "stringData": {".dockerconfigjson": "{}"}})
case("secret tls", "Secret", {"type": "kubernetes.io/tls"})
case("secret basic", "Secret", {"type": "kubernetes.io/basic-auth"})
case("secret ssh", "Secret", {"type": "kubernetes.io/ssh-auth"})
case("secret token", "Secret", {"type": "kubernetes.io/service-account-token"})
case("secret too large", "Secret", {"stringData": {"a": "x" * (1024 * 1024 + 1)}})
case("secret update of type", "Secret", {"stringData": {"a": "b"}}, {"type": "other"})
case("secret update without type", "Secret", {"type": "mine"}, {"type": None})
case("secret immutable", "Secret", {"immutable": True, "stringData": {"a": "b"}}, {"stringData": {"a": "c"}})
case("serviceaccount", "ServiceAccount", {"automountServiceAccountToken": False})
case("resourcequota", "ResourceQuota", {"spec": {"hard": {"pods": "4", "cpu": "1500m", "count/deployments.apps": "2"}}})
case("resourcequota wrong", "ResourceQuota", {"spec": {"hard": {"pods": "-1"}}})
case("resourcequota fraction", "ResourceQuota", {"spec": {"hard": {"pods": "1500m"}}})
case("resourcequota unknown", "ResourceQuota", {"spec": {"hard": {"things": "1"}}})
case("lease", "Lease", {"spec": {"holderIdentity": "me", "leaseDurationSeconds": 5, "renewTime": "2020-01-01T00:00:00.000000Z"}})
case("lease empty", "Lease", {})
case("lease wrong", "Lease", {"spec": {"leaseDurationSeconds": 0, "leaseTransitions": -1}})
case("lease update", "Lease", {"spec": {"leaseDurationSeconds": 5}}, {"spec": {"leaseDurationSeconds": -1}})
case("event", "Event", {"involvedObject": {"kind": "Pod", "name": "p", "namespace": "NAMESPACE"}, "reason": "R", "message": "m", "type": "Normal", "source": {"component": "c"},
                        "count": 1, "firstTimestamp": "2020-01-01T00:00:00Z"})
case("event elsewhere", "Event", {"involvedObject": {"namespace": "other"}})
case("event without object", "Event", {})
case("event new", "Event", {"eventTime": "2020-01-01T00:00:00.000000Z"})
case("namespace", "Namespace", {"metadata": {"name": "kinds-rec-new"}})
case("namespace name", "Namespace", {"metadata": {"name": "a.b"}})
case("namespace finalizers", "Namespace", {"metadata": {"name": "kinds-rec-new"}, "spec": {"finalizers": ["example.com/x"]}})
case("namespace finalizer", "Namespace", {"metadata": {"name": "kinds-rec-new"}, "spec": {"finalizers": ["x"]}})
case("node taints", "Node", {"spec": {"taints": [{"key": "a", "effect": "No"}, {"key": "b"}]}})

# Networking

SERVICE = {"spec": {"selector": {"a": "b"}, "ports": [{"port": 80}]}}
case("service defaults", "Service", SERVICE)
case("service headless", "Service", {"spec": {"clusterIP": "None", "selector": {"a": "b"}}})
case("service external name", "Service", {"spec": {"type": "ExternalName", "externalName": "example.com"}})
case("service external name missing", "Service", {"spec": {"type": "ExternalName"}})
case("service named target", "Service", {"spec": {"ports": [{"name": "a", "port": 80, "targetPort": "http"}, {"name": "b", "port": 80, "protocol": "UDP"}]}})
case("service without ports", "Service", {"spec": {}})
case("service ports", "Service", {"spec": {"ports": [{"port": 0}, {"port": 70000, "name": "A"}, {"name": "b", "port": 80, "targetPort": "no port"},
                                                     {"name": "b", "port": 80, "protocol": "X"}]}})
case("service duplicate ports", "Service", {"spec": {"ports": [{"name": "a", "port": 80}, {"name": "b", "port": 80}]}})
case("service type", "Service", {"spec": {"type": "Other", "ports": [{"port": 80}], "sessionAffinity": "X"}})
case("service node port", "Service", {"spec": {"ports": [{"port": 80, "nodePort": 30001}]}})
case("service traffic policy", "Service", {"spec": {"ports": [{"port": 80}], "externalTrafficPolicy": "Local"}})
case("service address", "Service", {"spec": {"ports": [{"port": 80}], "clusterIP": "x"}})
case("service addresses", "Service", {"spec": {"ports": [{"port": 80}], "clusterIPs": ["None"]}})
case("service name", "Service", merged(SERVICE, {"metadata": {"name": "1a"}}))
case("service external ips", "Service", {"spec": {"ports": [{"port": 80}], "externalIPs": ["x"]}})
case("service update of address", "Service", {"spec": {"ports": [{"port": 80}]}}, {"spec": {"clusterIP": "None", "clusterIPs": ["None"]}})
case("service update to no address", "Service", {"spec": {"clusterIP": "None", "ports": [{"port": 80}]}}, {"spec": {"clusterIP": None}})
case("service update of headless", "Service", {"spec": {"clusterIP": "None", "ports": [{"port": 80}]}}, {"spec": {"ports": [{"port": 81}]}})
case("endpoints", "Endpoints", {"subsets": [{"addresses": [{"ip": "10.0.0.1"}], "ports": [{"port": 80}]}]})
case("endpoints wrong", "Endpoints", {"subsets": [{}, {"addresses": [{"ip": "x"}], "ports": [{"port": 0}, {"name": "A", "port": 1, "protocol": "X"}]}]})
case("endpoints loopback", "Endpoints", {"subsets": [{"addresses": [{"ip": "127.0.0.1"}]}]})
INGRESS = {"spec": {"rules": [{"host": "a.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "s", "port": {"number": 80}}}}]}}]}}
case("ingress", "Ingress", INGRESS)
case("ingress empty", "Ingress", {"spec": {}})
case("ingress paths", "Ingress", {"spec": {"rules": [{"host": "1.2.3.4", "http": {"paths": [
    {"path": "/", "backend": {}}, {"path": "x", "pathType": "Exact", "backend": {"service": {"name": "A", "port": {}}}},
    {"path": "/a//b/..", "pathType": "Prefix", "backend": {}}, {"pathType": "Other", "backend": {"service": {"port": {"name": "n", "number": 1}}}}]}}]}})
case("ingress hosts", "Ingress", merged(INGRESS, {"spec": {"tls": [{"hosts": ["a b", "*x"], "secretName": "A"}], "ingressClassName": "A"}}))
case("ingressclass", "IngressClass", {"spec": {"controller": "example.com/x"}})
case("ingressclass wrong", "IngressClass", {"spec": {"controller": "x", "parameters": {"name": "a/b"}}})
case("networkpolicy", "NetworkPolicy", {"spec": {"podSelector": {}, "ingress": [{"ports": [{"port": 80}], "from": [{"podSelector": {"matchLabels": {"a": "b"}}}]}], "egress": [{}]}})
case("networkpolicy wrong", "NetworkPolicy", {"spec": {"policyTypes": ["X"], "ingress": [{"ports": [{"port": 0, "protocol": "X"}], "from": [{}, {"ipBlock": {"cidr": "x"}}]}]}})

# Access

RULE = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}
case("role", "Role", {"rules": [RULE]})
case("role empty", "Role", {})
case("role wrong", "Role", {"rules": [{}, {"verbs": ["get"], "nonResourceURLs": ["/x"]}]})
case("role name", "Role", {"metadata": {"name": "a%b"}, "rules": [RULE]})
case("role odd name", "Role", {"metadata": {"name": "system:A_b"}, "rules": [RULE]})
case("clusterrole aggregation", "ClusterRole", {"aggregationRule": {}})
ROLE_REF = {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "r"}
case("rolebinding defaults", "RoleBinding", {"roleRef": {"kind": "Role", "name": "r"}, "subjects": [{"kind": "User", "name": "u"}, {"kind": "ServiceAccount", "name": "s"}]})
case("rolebinding wrong", "RoleBinding", {"roleRef": {"kind": "Thing", "apiGroup": "x"}, "subjects": [{"kind": "Robot"}, {"kind": "ServiceAccount", "name": "A", "apiGroup": "x"}]})
case("rolebinding empty", "RoleBinding", {})
case("rolebinding update", "RoleBinding", {"roleRef": ROLE_REF}, {"roleRef": {"name": "other"}})
case("clusterrolebinding wrong", "ClusterRoleBinding", {"roleRef": ROLE_REF, "subjects": [{"kind": "ServiceAccount", "name": "s"}]})

# Storage

PVC = {"spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "none-such", "resources": {"requests": {"storage": "1Gi"}}}}
case("claim defaults", "PersistentVolumeClaim", PVC)
case("claim empty", "PersistentVolumeClaim", {"spec": {}})
case("claim wrong", "PersistentVolumeClaim", {"spec": {"accessModes": ["Sometimes"], "resources": {"requests": {"storage": "0"}}, "storageClassName": "A", "volumeMode": "X"}})
case("claim update", "PersistentVolumeClaim", PVC, {"spec": {"storageClassName": "other"}})
case("claim shrink", "PersistentVolumeClaim", PVC, {"spec": {"resources": {"requests": {"storage": "1Mi"}}}})
case("claim volume name", "PersistentVolumeClaim", PVC, {"spec": {"volumeName": "v"}})
VOLUME = {"metadata": {"name": "kinds-rec"}, "spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], "hostPath": {"path": "/x"}}}
case("volume defaults", "PersistentVolume", VOLUME)
case("volume empty", "PersistentVolume", {"spec": {}})
case("volume wrong", "PersistentVolume", merged(VOLUME, {"spec": {"persistentVolumeReclaimPolicy": "X", "volumeMode": "X", "nfs": {"server": "s", "path": "/p"}}}))
CLASS = {"metadata": {"name": "kinds-rec"}, "provisioner": "example.com/x", "parameters": {"a": "b"}}
case("storageclass defaults", "StorageClass", CLASS)
case("storageclass wrong", "StorageClass", {"reclaimPolicy": "X", "volumeBindingMode": "X"})
case("storageclass update", "StorageClass", CLASS, {"parameters": {"a": "c"}, "provisioner": "other", "reclaimPolicy": "Retain", "volumeBindingMode": "WaitForFirstConsumer"})
