namespace Allocator.Embedded;

/// <summary>How Go names the types and fields, which the messages of a real server show.</summary>
internal static class GoNames
{
    private const string Extension = "x-kubernetes-";

    private static readonly string[] OwnFieldsOfPersistentVolume =
    [
        "accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity", "persistentVolumeReclaimPolicy", "storageClassName", "volumeMode",
    ];

    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["apiGroup"] = "APIGroup",
        ["apiGroups"] = "APIGroups",
        ["awsElasticBlockStore"] = "AWSElasticBlockStore",
        ["caBundle"] = "CABundle",
        ["cidr"] = "CIDR",
        ["csi"] = "CSI",
        ["diskURI"] = "DataDiskURI",
        ["dnsConfig"] = "DNSConfig",
        ["dnsPolicy"] = "DNSPolicy",
        ["fc"] = "FC",
        ["fsGroup"] = "FSGroup",
        ["fsType"] = "FSType",
        ["gcePersistentDisk"] = "GCEPersistentDisk",
        ["http"] = "HTTP",
        ["httpGet"] = "HTTPGet",
        ["httpHeaders"] = "HTTPHeaders",
        ["id"] = "ID",
        ["ip"] = "IP",
        ["ipBlock"] = "IPBlock",
        ["iqn"] = "IQN",
        ["iscsi"] = "ISCSI",
        ["metadata"] = "ObjectMeta",
        ["nfs"] = "NFS",
        ["pdName"] = "PDName",
        ["rbd"] = "RBD",
        ["seLinuxOptions"] = "SELinuxOptions",
        ["tcpSocket"] = "TCPSocket",
        ["tls"] = "TLS",
        ["ttlSecondsAfterFinished"] = "TTLSecondsAfterFinished",
        ["uid"] = "UID",
        ["url"] = "URL",
    };

    /// <summary><c>io.k8s.api.apps.v1.Deployment</c> is <c>v1.Deployment</c>.</summary>
    public static string Type(string definition)
    {
        var name = definition.LastIndexOf('.');
        return definition[(definition.LastIndexOf('.', name - 1) + 1)..];
    }

    /// <summary>The field as a step of the path in a message; fields of an embedded struct are one step deeper.</summary>
    public static string Field(string type, string field) =>
        EmbeddedStruct(type, field) is { } embedded ? $"{type}.{embedded}: {Field(field)}" : $"{type}.{Field(field)}";

    private static string Field(string field) =>
        Irregular.TryGetValue(field, out var name) ? name
        : field.StartsWith(Extension, StringComparison.Ordinal) ? "X" + string.Concat(field[Extension.Length..].Split('-').Select(Capitalized))
        : Capitalized(field.TrimStart('$'));

    private static string Capitalized(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string? EmbeddedStruct(string type, string field) => (type, field) switch
    {
        ("v1.Volume", not "name") => "VolumeSource",
        ("v1.Probe", "exec" or "httpGet" or "tcpSocket") => "Handler",
        ("v1.PersistentVolumeSpec", _) when !OwnFieldsOfPersistentVolume.Contains(field) => "PersistentVolumeSource",
        ("v1.ConfigMapEnvSource" or "v1.ConfigMapKeySelector", "name") => "LocalObjectReference",
        ("v1.ConfigMapProjection" or "v1.ConfigMapVolumeSource", "name") => "LocalObjectReference",
        ("v1.SecretEnvSource" or "v1.SecretKeySelector" or "v1.SecretProjection", "name") => "LocalObjectReference",
        _ => null,
    };
}
