namespace Allocator.Embedded;

/// <summary>How Go names the types and fields, which the messages of a real server show.</summary>
internal static class GoNames
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["metadata"] = "ObjectMeta",
        ["awsElasticBlockStore"] = "AWSElasticBlockStore",
        ["gcePersistentDisk"] = "GCEPersistentDisk",
        ["dnsConfig"] = "DNSConfig",
        ["dnsPolicy"] = "DNSPolicy",
        ["httpGet"] = "HTTPGet",
        ["httpHeaders"] = "HTTPHeaders",
        ["tcpSocket"] = "TCPSocket",
        ["ipBlock"] = "IPBlock",
        ["cidr"] = "CIDR",
        ["csi"] = "CSI",
        ["fc"] = "FC",
        ["fsType"] = "FSType",
        ["fsGroup"] = "FSGroup",
        ["http"] = "HTTP",
        ["id"] = "ID",
        ["ip"] = "IP",
        ["iqn"] = "IQN",
        ["iscsi"] = "ISCSI",
        ["nfs"] = "NFS",
        ["rbd"] = "RBD",
        ["seLinuxOptions"] = "SELinuxOptions",
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
    public static string Field(string type, string field)
    {
        var embedded = Embedded(type, field);
        var goName = Irregular.GetValueOrDefault(field) ?? char.ToUpperInvariant(field[0]) + field[1..];
        return embedded is null ? $"{type}.{goName}" : $"{type}.{embedded}: {goName}";
    }

    private static string? Embedded(string type, string field) => (type, field) switch
    {
        ("v1.Volume", not "name") => "VolumeSource",
        ("v1.Probe", "exec" or "httpGet" or "tcpSocket") => "Handler",
        _ => null,
    };
}
