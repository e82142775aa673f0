"""The objects that record-answers.py posts."""

import copy


def changed(base, path, value):
    """A copy of the object with the value at the path; items of lists are numbers."""
    result = copy.deepcopy(base)
    *parents, last = path.split("/")
    at = result
    for step in parents:
        at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
    at[last] = value
    return result


def path_of(group_version, plural):
    root = "/api/" if group_version == "v1" else "/apis/"
    namespace = "" if plural in CLUSTER_SCOPED else "namespaces/default/"
    return f"{root}{group_version}/{namespace}{plural}"


def base(api_version, kind, **content):
    return {"apiVersion": api_version, "kind": kind, "metadata": {"name": "a"}, **content}


CLUSTER_SCOPED = ["persistentvolumes", "storageclasses", "clusterroles", "clusterrolebindings", "namespaces", "ingressclasses",
                  "customresourcedefinitions", "tokenreviews", "subjectaccessreviews", "selfsubjectaccessreviews"]
POD_SPEC = {"containers": [{"name": "c", "image": "i"}]}
TEMPLATE = {"metadata": {"labels": {"a": "b"}}, "spec": POD_SPEC}
SELECTOR = {"matchLabels": {"a": "b"}}
BASES = {
    "Deployment": ("apps/v1", "deployments", {"spec": {"replicas": 1, "selector": SELECTOR, "template": TEMPLATE}}),
    "StatefulSet": ("apps/v1", "statefulsets", {"spec": {"serviceName": "s", "selector": SELECTOR, "template": TEMPLATE}}),
    "Pod": ("v1", "pods", {"spec": POD_SPEC}),
    "Service": ("v1", "services", {"spec": {"ports": [{"port": 80}]}}),
    "ConfigMap": ("v1", "configmaps", {"data": {"a": "b"}}),
    "Secret": ("v1", "secrets", {"data": {}}),
    "Lease": ("coordination.k8s.io/v1", "leases", {"spec": {}}),
    "Job": ("batch/v1", "jobs", {"spec": {"template": {"spec": {**POD_SPEC, "restartPolicy": "Never"}}}}),
    "CronJob": ("batch/v1beta1", "cronjobs", {"spec": {"schedule": "* * * * *", "jobTemplate": {"spec": {"template": {
        "spec": {**POD_SPEC, "restartPolicy": "Never"}}}}}}),
    "PersistentVolumeClaim": ("v1", "persistentvolumeclaims", {"spec": {
        "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}),
    "ResourceQuota": ("v1", "resourcequotas", {"spec": {"hard": {"pods": "1"}}}),
    "LimitRange": ("v1", "limitranges", {"spec": {"limits": [{"type": "Container", "max": {"cpu": "1"}}]}}),
    "Event": ("v1", "events", {"involvedObject": {"namespace": "default"}}),
    "Role": ("rbac.authorization.k8s.io/v1", "roles", {"rules": []}),
    "NetworkPolicy": ("networking.k8s.io/v1", "networkpolicies", {"spec": {"podSelector": {}}}),
    "Ingress": ("networking.k8s.io/v1", "ingresses", {"spec": {"defaultBackend": {"service": {"name": "s", "port": {"number": 80}}}}}),
    "ServiceAccount": ("v1", "serviceaccounts", {}),
    "Endpoints": ("v1", "endpoints", {"subsets": []}),
    "EndpointSlice": ("discovery.k8s.io/v1beta1", "endpointslices", {"addressType": "IPv4", "endpoints": []}),
    "ControllerRevision": ("apps/v1", "controllerrevisions", {"revision": 1}),
    "HorizontalPodAutoscaler": ("autoscaling/v1", "horizontalpodautoscalers", {"spec": {
        "maxReplicas": 2, "scaleTargetRef": {"kind": "Deployment", "name": "d"}}}),
    "PodDisruptionBudget": ("policy/v1beta1", "poddisruptionbudgets", {"spec": {"minAvailable": 1}}),
    "ReplicaSet": ("apps/v1", "replicasets", {"spec": {"selector": SELECTOR, "template": TEMPLATE}}),
    "PersistentVolume": ("v1", "persistentvolumes", {"spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"],
                                                              "hostPath": {"path": "/x"}}}),
    "StorageClass": ("storage.k8s.io/v1", "storageclasses", {"provisioner": "p"}),
    "ClusterRole": ("rbac.authorization.k8s.io/v1", "clusterroles", {"rules": []}),
    "RoleBinding": ("rbac.authorization.k8s.io/v1", "rolebindings", {"roleRef": {
        "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "r"}}),
    "Namespace": ("v1", "namespaces", {}),
    "ReplicationController": ("v1", "replicationcontrollers", {"spec": {"template": TEMPLATE}}),
    "IngressClass": ("networking.k8s.io/v1", "ingressclasses", {"spec": {"controller": "c.x/y"}}),
    "TokenReview": ("authentication.k8s.io/v1", "tokenreviews", {"spec": {"token": "t"}}),
    "SubjectAccessReview": ("authorization.k8s.io/v1", "subjectaccessreviews", {"spec": {"user": "u"}}),
    "SelfSubjectAccessReview": ("authorization.k8s.io/v1", "selfsubjectaccessreviews", {"spec": {"nonResourceAttributes": {}}}),
    "CustomResourceDefinition": ("apiextensions.k8s.io/v1", "customresourcedefinitions", {"spec": {
        "group": "schemas.allocator.test", "scope": "Namespaced",
        "names": {"plural": "others", "singular": "other", "kind": "Other", "listKind": "OtherList"},
        "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {
            "type": "object", "properties": {"spec": {"type": "object"}}}}}]}}),
    "DaemonSet": ("apps/v1", "daemonsets", {"spec": {"selector": SELECTOR, "template": TEMPLATE}}),
}

CONTAINER = "spec/template/spec/containers/0"
SCHEMA = "spec/versions/0/schema/openAPIV3Schema/properties/spec"
QUANTITIES = ["1024Mi", "0.5Gi", "1.5Ki", "1e3", "1E3", "1000m", "1e0", "12e2", "0.1Ki", "1.00001Ki", "Ki", ".", "1.", "+1", "--1", "1 Ki", " 1 ",
              "1e", "1e+", "1i", "1KiKi", "1Kib", "0x1", "1k", "1K", "01", "0", "0Ki", "0m", "10E", "100E",
              "99999999999999999999", "1e21", "1.5E", "1Ei",
              "2048Ki", "1024Ki", "1025Mi", "1000000Mi", "1000Ki", "8Gi", "", 5, 1000.0, 1.5, 100000000000000000000, True, {}, None]
TIMES = ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00.123456Z", "2020-01-01T01:00:00+01:00", "2020-01-01", "", "2020-01-01 00:00:00Z",
         "2020-02-30T00:00:00Z", "2020-13-01T00:00:00Z", "2020-01-01t00:00:00z", "2020-01-01T00:00:00", "2020-01-01T24:00:00Z", 5, True, {}]
MICRO_TIMES = ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00.123456Z", "2020-01-01T00:00:00.123Z", "2020-01-01T00:00:00.1234567Z",
               "2020-01-01T01:00:00.000001+01:00", "x", "", 5, "2020-13-01T00:00:00.000000Z"]
BYTES = ["YQ==", "YQ=", "YQ", "Y", "!!", "YQ==\n", "Y Q==", "", None, 5, [97], {}, "YQ==YQ==", "YR==", "YWJj", "YWJj!", "YWJjZA=="]

CHANGES = [
    ("Deployment", "spec/replicas", ["x", 1.0, 1.5, 3000000000, -3000000000, True, {}, [], 7]),
    ("Deployment", "spec/Replicas", [7]),
    ("Deployment", "spec/replica", [7, "x", {"a": 1}]),
    ("Deployment", "spec/paused", ["true", 1, None, True]),
    ("Deployment", "spec", ["x", []]),
    ("Deployment", "metadata", ["x", []]),
    ("Deployment", "metadata/labels", [[], "x", {"a": 1}, {"a": None}, {"a": "b"}, None]),
    ("Deployment", "metadata/foo", ["x"]),
    ("Deployment", "metadata/uid", [1]),
    ("Deployment", "foo", [{"bar": 1}]),
    ("Deployment", "spec/template/spec/containers", ["x", {}]),
    ("Deployment", CONTAINER + "/image", [1, {}, True, []]),
    ("Deployment", CONTAINER + "/imagePullpolicy", ["Always"]),
    ("Deployment", CONTAINER + "/command", ["x", [1], [None], ["a"]]),
    ("Deployment", CONTAINER + "/ports", [[{"containerPort": "x"}], [{"containerPort": 1, "foo": 2}]]),
    ("Deployment", CONTAINER + "/env", [[{"name": "A", "value": 1}], [{"name": "A", "value": True}], [{"name": "A", "val": "x"}]]),
    ("Deployment", CONTAINER + "/livenessProbe", [{"httpGet": {"host": 1}}, {"httpGet": {"port": "p", "ports": 1}}, {"initialDelaySeconds": "1"}]),
    ("Deployment", "spec/strategy", [{"rollingUpdate": {"maxSurge": v}} for v in (1.5, True, {}, 1, "25%", 3000000000)]),
    ("Deployment", "spec/template/spec/terminationGracePeriodSeconds", ["x", 10]),
    ("Deployment", "spec/template/spec/volumes", [[{"name": "a", "emptyDir": {"medium": 1}}], [{"name": "a", "emptyDir": 1}],
                                                  [{"name": "a", "nfs": 1}], [{"name": "a", "iscsi": {"iqn": 1}}],
                                                  [{"name": "a", "emptyDir": {"sizeLimit": "1024Mi", "foo": "bar"}}]]),
    ("Deployment", "spec/template/spec/hostIPC", ["x"]),
    ("Deployment", "spec/template/spec/dnsConfig", [1]),
    ("Deployment", "spec/template/spec/hostAliases", [[{"ip": 1}]]),
    ("StatefulSet", "spec/volumeClaimTemplates", [[{"metadata": {"name": "d"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {
        "requests": {"storage": "1024Mi"}}, "foo": 1}}], [{"spec": {"accessModes": "x"}}]]),
    ("ResourceQuota", "spec/hard", [{"limits.cpu": q} for q in QUANTITIES]),
    ("PersistentVolumeClaim", "spec/resources/requests/storage", ["1024Mi", "x", []]),
    ("LimitRange", "spec/limits", [[{"type": "Container", "max": {"cpu": "0.5"}, "maximum": 1}]]),
    ("Event", "firstTimestamp", TIMES),
    ("Lease", "spec/renewTime", MICRO_TIMES),
    ("Lease", "spec/leaseDurationSeconds", ["15", 15]),
    ("Secret", "data", [{"k": b} for b in BYTES] + ["x", []]),
    ("Secret", "stringData", [{"k": 1}]),
    ("ConfigMap", "data", [{"a": 1}, {"a": True}, {"a": {}}, "x"]),
    ("ConfigMap", "Data", [{"a": "x"}]),
    ("ConfigMap", "binaryData", [{"b": "YQ=="}, {"b": "%"}]),
    ("Service", "spec/ports", [[{"port": "80"}], [{"port": 80, "targetPort": "http"}], [{"port": 80, "targetPort": 1.5}],
                                [{"port": 80, "target": 1}]]),
    ("Service", "spec/selector", [{"a": 1}, "x"]),
    ("Job", "spec/backoffLimit", ["x", 3]),
    ("CronJob", "spec/jobTemplate/spec/template/spec/containers", [[{"name": "c", "image": "i", "foo": {"bar": []}}], [{"name": 1}]]),
    ("Role", "rules", [[{"verbs": ["get"], "resources": ["pods"], "apiGroups": [""], "verb": "x"}], [{"verbs": "get"}]]),
    ("NetworkPolicy", "spec/ingress", [[{"from": [{"ipBlock": {"cidr": 1}}]}], [{"ports": [{"port": 80, "foo": 1}]}]]),
    ("Ingress", "spec/rules", [[{"host": 1}], [{"host": "h.x", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {
        "service": {"name": "s", "port": {"number": 80}}, "serviceName": "s"}}]}}]]),
    ("ServiceAccount", "automountServiceAccountToken", ["x", True]),
    ("Endpoints", "subsets", [[{"addresses": [{"ip": "10.0.0.1", "host": "x"}], "ports": [{"port": 80}]}], [{"addresses": [{"ip": 1}]}]]),
    ("EndpointSlice", "endpoints", [[{"addresses": ["10.0.0.1"], "topology": {"a": 1}}], [{"addresses": ["10.0.0.1"], "zone": "z"}]]),
    ("ControllerRevision", "data", [{"any": [1, {"thing": None}]}, {"a": 1}]),
    ("HorizontalPodAutoscaler", "spec/maxReplicas", ["2", 3]),
    ("PodDisruptionBudget", "spec/minAvailable", ["50%", True, 2]),
    ("ReplicaSet", "spec/minReadySeconds", [False, 1]),
    ("DaemonSet", "spec/updateStrategy", [1, {"type": "OnDelete", "foo": {"a": 1}}]),
    ("Deployment", CONTAINER + "/envFrom", [[{"configMapRef": {"name": 1}}], [{"secretRef": {"name": 1}}], [{"prefix": 1}]]),
    ("Deployment", CONTAINER + "/env", [[{"name": "A", "valueFrom": {"configMapKeyRef": {"name": 1}}}], [{"name": "A", "valueFrom": {"secretKeyRef": {
        "key": 1}}}], [{"name": "A", "valueFrom": {"secretKeyRef": {"name": 1}}}], [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": 1}}}],
        [{"name": "A", "valueFrom": {"resourceFieldRef": {"divisor": "x"}}}]]),
    ("Deployment", CONTAINER + "/lifecycle", [{"preStop": {"exec": {"command": "x"}}}, {"postStart": {"httpGet": {"httpHeaders": "x"}}}]),
    ("Deployment", CONTAINER + "/readinessProbe", [{"exec": 1}, {"tcpSocket": {"port": {}}}, {"periodSeconds": "x"}]),
    ("Deployment", CONTAINER + "/securityContext", [{"allowPrivilegeEscalation": 1}, {"capabilities": {"add": "x"}}, {"seLinuxOptions": 1}]),
    ("Deployment", CONTAINER + "/volumeMounts", [[{"mountPath": 1}], [{"readOnly": "x"}], [{"subPathExpr": 1}]]),
    ("Deployment", "spec/template/spec/volumes", [[{"name": 1}], [{"configMap": {"name": 1}}], [{"configMap": {"items": "x"}}], [{"secret": {
        "secretName": 1}}], [{"projected": {"sources": [{"configMap": {"name": 1}}]}}], [{"projected": {"sources": [{"serviceAccountToken": {
            "expirationSeconds": "x"}}]}}], [{"hostPath": 1}], [{"persistentVolumeClaim": {"claimName": 1}}], [{"csi": {"fsType": 1}}],
        [{"downwardAPI": {"items": 1}}], [{"gcePersistentDisk": {"pdName": 1}}], [{"awsElasticBlockStore": {"volumeID": 1}}],
        [{"fc": 1}], [{"rbd": 1}],
        [{"azureDisk": {"diskURI": 1}}], [{"ephemeral": {"volumeClaimTemplate": {"spec": 1}}}]]),
    ("Deployment", "spec/template/spec/hostPID", ["x"]), ("Deployment", "spec/template/spec/dnsPolicy", [1]),
    ("Deployment", "spec/template/spec/serviceAccountName", [1]), ("Deployment", "spec/template/spec/imagePullSecrets", [[{"name": 1}]]),
    ("Deployment", "spec/template/spec/affinity", [{"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": 1}}]),
    ("Deployment", "spec/template/spec/setHostnameAsFQDN", ["x"]), ("Deployment", "spec/template/spec/securityContext", [{"fsGroup": "x"}]),
    ("Deployment", "metadata/ownerReferences", [[{"uid": 1}], [{"blockOwnerDeletion": "x"}], [{"apiVersion": 1}]]),
    ("Deployment", "metadata/finalizers", ["x", [1]]), ("Deployment", "metadata/generation", ["x"]), ("Deployment", "metadata/annotations", ["x"]),
    ("Service", "spec/clusterIP", [1]), ("Service", "spec/externalIPs", ["x"]), ("Service", "spec/loadBalancerIP", [1]),
    ("Service", "spec/sessionAffinityConfig", [{"clientIP": {"timeoutSeconds": "x"}}]),
    ("PersistentVolume", "spec/hostPath", [1, {"path": 1}]), ("PersistentVolume", "spec/nfs", [1]), ("PersistentVolume", "spec/claimRef", [1]),
    ("PersistentVolume", "spec/nodeAffinity", [{"required": {"nodeSelectorTerms": 1}}]), ("PersistentVolume", "spec/unknown", [1]),
    ("StorageClass", "allowVolumeExpansion", ["x", True]), ("StorageClass", "parameters", [{"a": 1}, {"a": "b"}]), ("StorageClass", "foo", [1]),
    ("ClusterRole", "rules", [[{"nonResourceURLs": 1}], [{"nonResourceURLs": ["/x"], "verbs": ["get"], "foo": 1}]]),
    ("RoleBinding", "subjects", ["x", [{"kind": "User", "name": "u", "apiGroup": "rbac.authorization.k8s.io", "foo": 1}], [{"apiGroup": 1}]]),
    ("Namespace", "spec", [{"finalizers": "x"}, {"foo": 1}]),
    ("ReplicationController", "spec/selector", [1, {"a": "b"}]),
    ("IngressClass", "spec/parameters", [{"apiGroup": 1}]), ("Ingress", "spec/tls", [1]), ("Ingress", "spec/ingressClassName", [1]),
    ("TokenReview", "spec/token", [1]), ("SubjectAccessReview", "spec/resourceAttributes", ["x", {"group": 1}]),
    ("SubjectAccessReview", "spec/uid", [1]), ("SelfSubjectAccessReview", "spec/nonResourceAttributes", [{"path": 1}]),
    ("HorizontalPodAutoscaler", "spec/targetCPUUtilizationPercentage", ["x"]), ("PersistentVolumeClaim", "spec/dataSource", [1, {"apiGroup": 1}]),
    ("CustomResourceDefinition", SCHEMA + "/additionalProperties", ["x", 5, []]),
    ("CustomResourceDefinition", SCHEMA + "/minimum", ["x"]), ("CustomResourceDefinition", SCHEMA + "/maxLength", [1.5]),
    ("CustomResourceDefinition", SCHEMA + "/enum", [5]), ("CustomResourceDefinition", SCHEMA + "/type", [5]),
    ("CustomResourceDefinition", SCHEMA + "/$ref", [5]), ("CustomResourceDefinition", SCHEMA + "/allOf", [{}, [5]]),
    ("CustomResourceDefinition", SCHEMA + "/x-kubernetes-preserve-unknown-fields", ["x"]),
    ("CustomResourceDefinition", SCHEMA + "/x-kubernetes-list-map-keys", ["x"]),
    ("CustomResourceDefinition", "spec/preserveUnknownFields", ["x"]),
    ("CustomResourceDefinition", "spec/versions", ["x", [{"schema": {"openAPIV3Schema": 1}}]]),
    ("CustomResourceDefinition", "spec/conversion", [{"webhook": {"clientConfig": {"caBundle": "%"}}}, {"webhook": {"clientConfig": {"url": 1}}}]),
    ("Pod", "spec/tolerations", [[{"key": "a", "operator": "Exists", "tolerationSeconds": "x"}], [{"key": "a", "operator": "Exists", "foo": 1}]]),
    ("Pod", "spec/securityContext", [{"runAsUser": "x"}, {"runAsUser": 1, "seLinuxOptions": {"user": 1}}, {"runAsUser": 1, "uid": 1}]),
]


def typed_cases():
    for kind, path, values in CHANGES:
        api_version, plural, content = BASES[kind]
        for value in values:
            obj = changed(base(api_version, kind, **content), path, value)
            yield f"{kind} {path} = {value!r}", path_of(api_version, plural), obj


TYPED = list(typed_cases())


def object_of(properties, **keywords):
    return {"type": "object", "properties": properties, **keywords}


STRING = {"type": "string"}
SPEC = {
    "text": {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^a+$"},
    "choice": {"type": "string", "enum": ["a", "b"]},
    "number": {"type": "integer", "enum": [1, 2]},
    "size": {"type": "integer", "minimum": 1, "maximum": 10, "multipleOf": 2},
    "small": {"type": "integer", "format": "int32"},
    "ratio": {"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 1, "exclusiveMaximum": True},
    "part": {"type": "number", "multipleOf": 0.5},
    "flag": {"type": "boolean", "default": True},
    "maybe": {"type": "string", "nullable": True},
    "defaulted": {"type": "string", "default": "d"},
    "defaultedNullable": {"type": "string", "default": "d", "nullable": True},
    "nested": object_of({"inner": {"type": "string", "default": "i"}, "must": STRING}, required=["must"], default={"must": "m"}),
    "plain": object_of({"inner": {"type": "string", "default": "i"}}),
    "list": {"type": "array", "items": object_of({"name": STRING, "size": {"type": "integer", "default": 1}}, required=["name"]),
             "minItems": 1, "maxItems": 2},
    "set": {"type": "array", "items": STRING, "x-kubernetes-list-type": "set"},
    "map": {"type": "array", "items": object_of({"name": STRING, "size": {"type": "integer"}}, required=["name"]),
            "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"]},
    "words": {"type": "object", "additionalProperties": STRING, "minProperties": 1, "maxProperties": 2},
    "open": {"type": "object", "additionalProperties": True},
    "free": {"type": "object", "x-kubernetes-preserve-unknown-fields": True, "properties": {"known": object_of({"a": STRING})}},
    "any": {"x-kubernetes-preserve-unknown-fields": True},
    "port": {"x-kubernetes-int-or-string": True},
    "percent": {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, {"type": "string"}], "pattern": "^[0-9]+%$"},
    "embedded": {"type": "object", "x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True},
    "embeddedPruned": {"type": "object", "x-kubernetes-embedded-resource": True, "properties": {"spec": object_of({"a": STRING})}},
    "all": {"type": "integer", "allOf": [{"minimum": 3}, {"maximum": 5}]},
    "either": {"type": "integer", "anyOf": [{"maximum": 3}, {"minimum": 7}]},
    "one": object_of({"a": STRING, "b": STRING}, oneOf=[{"required": ["a"]}, {"required": ["b"]}]),
    "unlike": {"type": "integer", "not": {"enum": [5]}},
    "grid": {"type": "array", "items": {"type": "array", "items": {"type": "integer", "minimum": 1}}},
    **{"f-" + name: {"type": "string", "format": name}
       for name in ("date-time", "date", "ipv4", "ipv6", "cidr", "uuid", "uri", "email", "hostname", "byte", "mac", "duration",
                    "password", "nonsense")},
}
CRD = {
    "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "probes.schemas.allocator.test"},
    "spec": {"group": "schemas.allocator.test", "scope": "Namespaced",
             "names": {"plural": "probes", "singular": "probe", "kind": "Probe", "listKind": "ProbeList"},
             "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": object_of(
                 {"spec": object_of(SPEC, required=["size"]), "status": object_of({"phase": STRING})}, required=["spec"])}}]},
}

FORMATS = {
    "date-time": ["2020-01-01T00:00:00Z", "2020-01-01", "x"], "date": ["2020-01-01", "2020-13-01", "x"],
    "ipv4": ["10.0.0.1", "10.0.0", "::1"], "ipv6": ["::1", "10.0.0.1", "g::"], "cidr": ["10.0.0.0/8", "10.0.0.0", "10.0.0.0/99"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000", "123e4567e89b12d3a456426614174000", "x"], "uri": ["http://a/b", "/a", "x", "::"],
    "email": ["a@b.c", "x", "A <a@b.c>"],
    "hostname": ["example.com", "a", "aa", "x-1.example.com", "a.b", "-a", "a_b", "a b"],
    "byte": ["YQ==", "YQ", "!"], "mac": ["00:00:5e:00:53:01", "x"],
    "duration": ["1h", "10 seconds", "x", "1"], "password": ["anything"], "nonsense": ["anything"],
}
# No empty strings: whether a server takes one for a null there depends on the version of Go that built it.
# No whole number for "part": the server panics.
SPECS = {
    "text": ["aa", "a", "aaaaa", "bb", 5, True, {}, [], None, "ab\n"],
    "choice": ["a", "c", 1], "number": [1, 3, 1.0, "x"],
    "size": [2, 0, 11, 12, 3, 2.0, 2.5, "2", None, True, {}, []], "small": [1, 3000000000, -1],
    "ratio": [0.5, 0, 1, "x", 2], "part": [0.5, 0.75], "flag": [False, "x", None, 1],
    "maybe": [None, "x", 1], "defaulted": [None, "x"], "defaultedNullable": [None, "x"],
    "nested": [{}, {"must": "x"}, None, {"must": None}, {"inner": 5, "must": "x"}, {"must": "x", "foo": 1}],
    "plain": [{}, {"inner": None}, {"foo": 1}, []],
    "list": [[], [{"name": "a"}], [{"name": "a"}, {"name": "b"}, {"name": "c"}],
             [{}], [{"name": "a", "foo": 1}], [{"name": 1}], ["x"], "x", [None], {}],
    "set": [["a", "b"], ["a", "a"], ["a", "a", "a"], ["a", "a", "b", "b"]],
    "map": [[{"name": "a"}, {"name": "b"}], [{"name": "a", "size": 1}, {"name": "a"}]],
    "words": [{"a": "b"}, {}, {"a": "b", "c": "d", "e": "f"}, {"a": 1}, {"a": None}], "open": [{"a": {"b": [1]}}],
    "free": [{"x": {"y": 1}, "known": {"a": "b", "c": "d"}}], "any": [1, "x", {"a": [{"b": 1}]}, [1], [{"b": 1}], None],
    "port": [80, "http", True, 1.5, {}], "percent": ["50%", "x", 5, {}, True],
    "embedded": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"a": 1}}, {"kind": "Pod"}, {},
                 {"apiVersion": "v1", "kind": "Pod", "metadata": {"foo": 1, "labels": {"a": "b"}}},
                 {"apiVersion": "v1", "kind": "Pod", "metadata": 5},
                 {"apiVersion": "v1", "kind": "Pod", "metadata": {"labels": {"a": 1}}}],
    "embeddedPruned": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"a": "x", "b": 1}, "foo": 1}],
    "all": [4, 2, 6], "either": [1, 5, 8], "one": [{"a": "x"}, {"a": "x", "b": "y"}, {}], "unlike": [4, 5],
    "grid": [[[1]], [[0, 1], [2, "x"]], [1]], "unknown": [1, {"a": 1}],
    **{"f-" + name: values for name, values in FORMATS.items()},
}
CUSTOM = [(f"spec.{field} = {value!r}", {"spec": {"size": 2, field: value}}) for field, values in SPECS.items() for value in values]
CUSTOM += [
    ("no spec", {}), ("empty spec", {"spec": {}}), ("spec null", {"spec": None}), ("spec a string", {"spec": "x"}), ("spec a list", {"spec": []}),
    ("unknown field at the root", {"spec": {"size": 2}, "foo": {"bar": 1}}), ("status", {"spec": {"size": 2}, "status": {"phase": "x", "foo": 1}}),
    ("unknown field in metadata", {"metadata": {"name": "a", "foo": 1}, "spec": {"size": 2}}),
    ("label that is a number", {"metadata": {"name": "a", "labels": {"a": 1}}, "spec": {"size": 2}}),
    ("several errors", {"spec": {"size": "x", "text": "b", "choice": "c", "list": [{}, {"name": 5}]}}),
]

DEFINITIONS = [
    ("empty root", {}),
    ("root not an object", {"type": "string"}),
    ("additionalProperties at the root", {"type": "object", "additionalProperties": True}),
    ("default with unknown fields at the root of a field", object_of({"spec": {"type": "object", "default": {"a": 1}}})),
    ("open root", {"type": "object", "x-kubernetes-preserve-unknown-fields": True}),
    *[(f"spec is {schema}", object_of({"spec": schema})) for schema in [
        {}, {"type": "array"}, {"type": "array", "items": {}}, {"type": "array", "items": {"type": "array"}}, {"type": "foo"},
        {"type": "object", "additionalProperties": True, "properties": {"a": STRING}}, {"type": "object", "additionalProperties": False},
        {"type": "object", "additionalProperties": {}}, {"type": "string", "anyOf": [{"type": "string"}]},
        {"x-kubernetes-int-or-string": True}, {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, {"type": "string"}]},
        {"x-kubernetes-int-or-string": True, "allOf": [{"anyOf": [{"type": "integer"}, {"type": "string"}]}, {"pattern": "a"}]},
        {"x-kubernetes-preserve-unknown-fields": True}, {"x-kubernetes-preserve-unknown-fields": False, "type": "object"},
        {"type": "object", "x-kubernetes-embedded-resource": True},
        {"x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True},
        {"type": "object", "x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True},
        {"type": "string", "default": 5}, {"type": "integer", "minimum": 5, "default": 1}, {"type": "string", "default": "x"},
        {"$ref": "#/x"}, {"type": "object", "patternProperties": {"a": STRING}}, {"type": "object", "definitions": {"a": STRING}},
        {"type": "object", "dependencies": {"a": ["b"]}}, {"type": "array", "items": STRING, "additionalItems": True},
        {"type": "array", "items": [STRING]}, {"type": "array", "items": STRING, "uniqueItems": True},
        {"type": "array", "items": STRING, "x-kubernetes-list-type": "foo"}, {"type": "array", "items": STRING, "x-kubernetes-list-type": "map"},
        {"type": "array", "items": object_of({"a": STRING}), "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["b"]},
        {"type": "array", "items": object_of({"a": STRING}), "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a"]},
        {"type": "array", "items": object_of({"a": STRING}), "x-kubernetes-list-type": "set"},
        {"type": "string", "x-kubernetes-list-type": "set"}, {"type": "object", "x-kubernetes-map-type": "foo"},
        {"type": "object", "not": {"type": "string"}}, {"type": "string", "id": "x"}, {"type": "string", "format": "nonsense"},
        {"type": "object", "oneOf": [{"required": ["a"], "description": "x", "default": 1, "nullable": True}]},
        {"type": "string", "example": "x", "externalDocs": {"url": "u"}, "title": "t", "description": "d"},
        object_of({"a": STRING}, allOf=[{"properties": {"metadata": {"minimum": 1}}}]),
        {"type": "object", "anyOf": [{"not": {"type": "object"}}]},
        object_of({"a": STRING}, allOf=[{"properties": {"b": {"minimum": 1}}}]),
        object_of({"a": STRING}, allOf=[{"properties": {"a": {"minLength": 1}}}]),
        {"type": "array", "items": STRING, "allOf": [{"items": {"minLength": 1}}]}, {"type": "string", "allOf": [{"items": {"minLength": 1}}]},
        {"type": "object", "additionalProperties": STRING, "allOf": [{"properties": {"b": {"minLength": 1}}}]},
        {"type": "object", "allOf": [{"additionalProperties": {"minLength": 1}}]}, {"type": ""},
        {"x-kubernetes-int-or-string": True, "x-kubernetes-preserve-unknown-fields": True},
        {"x-kubernetes-int-or-string": True, "x-kubernetes-embedded-resource": True},
        {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "string"}, {"type": "integer"}]},
        {"x-kubernetes-int-or-string": True, "default": "x"},
        {"type": "object", "x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True, "additionalProperties": True},
        {"type": "object", "x-kubernetes-map-type": "atomic"}, {"type": "array", "items": STRING, "x-kubernetes-list-type": "atomic"},
        {"type": "array", "items": {"type": "string", "nullable": True}, "x-kubernetes-list-type": "set"},
        {"type": "array", "items": {"type": "array", "items": STRING}, "x-kubernetes-list-type": "set"},
        {"type": "array", "items": {"type": "array", "items": STRING, "x-kubernetes-list-type": "atomic"}, "x-kubernetes-list-type": "set"},
        {"type": "array", "items": object_of({"a": STRING}, required=["a"]), "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a"]},
        {"type": "array", "items": object_of({"a": {"type": "string", "default": "x"}}), "x-kubernetes-list-type": "map",
         "x-kubernetes-list-map-keys": ["a"]},
        {"type": "array", "items": object_of({"a": STRING}, required=["a"]), "x-kubernetes-list-map-keys": ["a"]},
        {"type": "string", "enum": ["a"], "default": "b"}, object_of({"a": STRING}, required=["a"], default={}),
        object_of({"a": {"type": "integer"}}, default={"a": "x"}), object_of({"a": {"type": "string", "default": "x"}}, default={}),
        {"type": "array", "items": object_of({"a": STRING}), "default": [{"b": 1}]}, {"type": "array", "items": STRING, "default": [1]},
        {"type": "array", "items": {"type": "string", "default": 1}}, {"type": "object", "additionalProperties": {"type": "string", "default": 1}},
        {"type": "array", "items": object_of({"a": STRING}, required=["a"]), "x-kubernetes-list-type": "set", "x-kubernetes-list-map-keys": ["a"]},
        {"type": "array", "x-kubernetes-list-type": "map"}, {"type": "array", "x-kubernetes-list-type": "set"},
        {"type": "foo", "anyOf": [{"type": "string"}]},
        {"type": "array", "uniqueItems": True}, {"type": "array", "$ref": "x", "uniqueItems": True},
        {"type": "string", "nullable": True, "default": None}, {"type": "string", "default": None},
        {"type": "string", "anyOf": [{"default": "x"}]}, {"type": "string", "anyOf": [{"x-kubernetes-list-type": "set"}]},
        {"type": "string", "anyOf": [{"title": "x"}]}, {"type": "string", "anyOf": [{"pattern": "a"}]},
        object_of({"metadata": STRING}), object_of({"kind": {"type": "integer"}}),
        {"type": "object", "x-kubernetes-embedded-resource": True, "properties": {"kind": {"type": "integer"}}},
        {"type": "object", "x-kubernetes-embedded-resource": True, "properties": {"metadata": {"type": "integer"}}},
    ]],
    ("default of a name in metadata", object_of({"metadata": object_of({"name": {"type": "string", "default": "x"}})})),
    ("field that only a branch of the root names", object_of({"spec": object_of({"a": STRING})}, allOf=[{"properties": {"spec": {"properties": {
        "b": {"minimum": 1}}}, "other": {"required": ["x"]}}}], anyOf=[{"not": {"properties": {"third": {"minLength": 1}}}}])),
    ("description of metadata", object_of({"metadata": {"type": "object", "description": "d"}})),
    ("nested schema of metadata", object_of({}, anyOf=[{"properties": {"metadata": {"properties": {"name": {"minLength": 2}}}}}])),
    ("labels in metadata", object_of({"metadata": object_of({"labels": {"type": "object"}})})),
    ("names in metadata", object_of({"metadata": object_of({"name": {"type": "string", "maxLength": 5}})})),
    ("metadata is a string", object_of({"metadata": STRING})),
    ("kind is a number", object_of({"kind": {"type": "integer"}})),
    ("default of apiVersion", object_of({"apiVersion": {"type": "string", "default": "x"}})),
]
