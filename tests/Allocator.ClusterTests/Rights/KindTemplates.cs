namespace Allocator;

/// <summary>For each kind that the documented role lets templates have, one that has it.</summary>
internal static class KindTemplates
{
    // Older versions of the API are lifted where the cluster has newer ones.
    private static readonly Dictionary<string, string> s_templates = new()
    {
        ["pods"] = EchoTemplates.Pod,
        ["persistentvolumeclaims"] = DiskTemplates.Deployment,
        ["secrets"] = DiskTemplates.DeploymentWithPassword,
        ["services"] = Object("v1", "Service", "spec: {ports: [{port: 80}]}"),
        ["configmaps"] = Workloads.ConfigMap,
        ["serviceaccounts"] = Object("v1", "ServiceAccount", ""),
        ["deployments"] = Workload("apps/v1", "Deployment", ""),
        ["statefulsets"] = Workload("apps/v1", "StatefulSet", "serviceName: {{ .Name }}"),
        ["daemonsets"] = Workload("apps/v1", "DaemonSet", ""),
        ["replicasets"] = Workload("apps/v1", "ReplicaSet", ""),
        ["jobs"] = Workload("batch/v1", "Job", "", selector: "", pod: "restartPolicy: Never"),
        ["cronjobs"] = Object("batch/v1beta1", "CronJob", """
            spec:
              schedule: "0 0 1 1 *"
              jobTemplate:
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: main, image: "registry.local/busybox:1.35"}]
            """),
        ["ingresses"] = Object("networking.k8s.io/v1", "Ingress", "spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}"),
        ["networkpolicies"] = Object("networking.k8s.io/v1", "NetworkPolicy", "spec: {podSelector: {matchLabels: {app: nobody}}}"),
        ["poddisruptionbudgets"] = Object("policy/v1beta1", "PodDisruptionBudget", "spec: {minAvailable: 1, selector: {matchLabels: {app: nobody}}}"),
        ["horizontalpodautoscalers"] = Object(
            "autoscaling/v1", "HorizontalPodAutoscaler", "spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: nobody}}"),
    };

    public static string? Find(string resource) => s_templates.GetValueOrDefault(resource);

    private static string Object(string apiVersion, string kind, string body) => $$$"""
        apiVersion: {{{apiVersion}}}
        kind: {{{kind}}}
        metadata:
          name: {{ .Name }}
        {{{body}}}
        """;

    private static string Workload(string apiVersion, string kind, string field, string selector = "selector: {matchLabels: {app: \"{{ .Name }}\"}}", string pod = "") =>
        Object(apiVersion, kind, $$$"""
            spec:
              {{{field}}}
              {{{selector}}}
              template:
                metadata:
                  labels: {app: "{{ .Name }}"}
                spec:
                  {{{pod}}}
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  containers: [{name: main, image: "{{{Workloads.Image}}}", command: [sleep, "600"]}]
            """);
}
