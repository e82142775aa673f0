namespace Allocator.Embedded;

/// <summary>The built-in kinds that the cluster itself deals with.</summary>
internal static class ResourceTypes
{
    public static ResourceType Namespaces { get; } = new("", "v1", "Namespace", "namespaces", false);

    public static ResourceType Nodes { get; } = new("", "v1", "Node", "nodes", false);

    public static ResourceType PersistentVolumes { get; } = new("", "v1", "PersistentVolume", "persistentvolumes", false);

    public static ResourceType ConfigMaps { get; } = new("", "v1", "ConfigMap", "configmaps", true);

    public static ResourceType Secrets { get; } = new("", "v1", "Secret", "secrets", true);

    public static ResourceType Services { get; } = new("", "v1", "Service", "services", true);

    public static ResourceType Endpoints { get; } = new("", "v1", "Endpoints", "endpoints", true);

    public static ResourceType ServiceAccounts { get; } = new("", "v1", "ServiceAccount", "serviceaccounts", true);

    public static ResourceType Pods { get; } = new("", "v1", "Pod", "pods", true);

    public static ResourceType PersistentVolumeClaims { get; } = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);

    public static ResourceType Events { get; } = new("", "v1", "Event", "events", true);

    public static ResourceType ReplicationControllers { get; } = new("", "v1", "ReplicationController", "replicationcontrollers", true);

    public static ResourceType ResourceQuotas { get; } = new("", "v1", "ResourceQuota", "resourcequotas", true);

    public static ResourceType Deployments { get; } = new("apps", "v1", "Deployment", "deployments", true);

    public static ResourceType ReplicaSets { get; } = new("apps", "v1", "ReplicaSet", "replicasets", true);

    public static ResourceType StatefulSets { get; } = new("apps", "v1", "StatefulSet", "statefulsets", true);

    public static ResourceType DaemonSets { get; } = new("apps", "v1", "DaemonSet", "daemonsets", true);

    public static ResourceType ControllerRevisions { get; } = new("apps", "v1", "ControllerRevision", "controllerrevisions", true);

    public static ResourceType Jobs { get; } = new("batch", "v1", "Job", "jobs", true);

    public static ResourceType Leases { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", true);

    public static ResourceType Roles { get; } = new("rbac.authorization.k8s.io", "v1", "Role", "roles", true);

    public static ResourceType RoleBindings { get; } = new("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true);

    public static ResourceType ClusterRoles { get; } = new("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false);

    public static ResourceType ClusterRoleBindings { get; } = new("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false);

    public static ResourceType StorageClasses { get; } = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", false);

    public static ResourceType Ingresses { get; } = new("networking.k8s.io", "v1", "Ingress", "ingresses", true);

    public static ResourceType IngressClasses { get; } = new("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false);

    public static ResourceType NetworkPolicies { get; } = new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true);

    public static ResourceType CustomResourceDefinitions { get; } =
        new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);
}
