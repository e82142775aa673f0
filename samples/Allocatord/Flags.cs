namespace Allocatord;

/// <summary>The flags: those of the original allocatord, and those that a server needs besides.</summary>
internal static class Flags
{
    public const string Name = "name";

    public const string ServerName = "server-name";

    public static readonly IReadOnlyList<Flag> All =
    [
        new(Name, "NAME", _ => "Allocator:Server:Name", "the server's own name; the service's as well where --server-name is missing"),
        new(ServerName, "SERVICE", _ => "", "the service to allocate; its instances are called SERVICE-1a2b3c4d"),
        new("deployment-template", "FILE", service => $"Allocator:Services:{service}:TemplatePath", "the template that an instance is made of") { IsPath = true },
        new("server-version", "VERSION", service => $"Allocator:Services:{service}:Version", "the service's version, for the template and the record"),
        new("server-disk-size", "SIZE", service => $"Allocator:Services:{service}:Disk:Size", "the size of an instance's disk, 50Gi"),
        new("max-instances", "N", service => $"Allocator:Services:{service}:MaxInstances", "how many instances may live at once, 10"),
        new("max-instances-per-user", "N", service => $"Allocator:Services:{service}:MaxInstancesPerOwner", "how many instances one user may have at once, 1"),
        new("lease", "TIME", service => $"Allocator:Services:{service}:Lease", "how long an instance outlives its last renewal, 00:02:00"),
        new("lifetime", "TIME", service => $"Allocator:Services:{service}:Lifetime", "how long an instance lives at most; no limit"),
        new("global-admins", "PATTERN,...", _ => "Allocator:Administrators", "who sees and destroys everybody's instances") { IsList = true },
        new("blessing-prefix", "NAME", _ => "Allocator:BlessingPrefix", "what precedes users' names in access lists"),
        new("mount-root", "NAME", _ => "Allocator:MountRoot", "what precedes instances' names in mount names"),
        new("kubeconfig", "FILE", _ => "Allocator:Kubeconfig", "the cluster; as kubectl finds it, or the pod's own") { IsPath = true },
        new("context", "NAME", _ => "Allocator:Context", "the kubeconfig's context"),
        new("namespace", "NAME", _ => "Allocator:Namespace", "where instances live; the context's, or the pod's own"),
        new("jwt-issuer", "URL", _ => "Allocator:Server:Jwt:Issuer", "sign-in by tokens of this issuer"),
        new("jwt-audience", "NAME", _ => "Allocator:Server:Jwt:Audience", "the audience that they must be for"),
        new("jwt-keys", "FILE", _ => "Allocator:Server:Jwt:KeysFile", "the issuer's public keys, JWKS or PEM; by its discovery document") { IsPath = true },
        new("kubernetes-audiences", "NAME,...", _ => "Allocator:Server:Kubernetes:Audiences", "sign-in by tokens of service accounts for one of these audiences") { IsList = true },
        new("oidc-issuer", "URL", _ => "Allocator:Server:OpenIdConnect:Issuer", "sign-in of browsers at this issuer of OpenID Connect"),
        new("oidc-client-id", "NAME", _ => "Allocator:Server:OpenIdConnect:ClientId", "the server's name at the issuer"),
        new("oidc-client-secret-file", "FILE", _ => "Allocator:Server:OpenIdConnect:ClientSecretFile", "the secret that the issuer gave the server") { IsPath = true },
        new("public-url", "URL", _ => "Allocator:Server:OpenIdConnect:PublicUrl", "where browsers reach the server, by https and with its prefix"),
        new("development", "USER", _ => "Allocator:Server:Development:User", "sign-in without proof, on loopback addresses only"),
        new("anonymous-metrics", "true", _ => "Allocator:Server:AnonymousMetrics", "whether /metrics asks for no sign-in"),
        new("shutdown-delay", "TIME", _ => "Allocator:Server:ShutdownDelay", "how long requests are still taken after the signal to stop, 00:00:05"),
        new("cluster-services", "true", _ => "ClusterServices", "whether services that ConfigMaps describe can be allocated too"),
        new("urls", "URL;...", _ => "urls", "where to listen, http://127.0.0.1:8080"),
    ];

    public static string Help => string.Join('\n', All.Select(flag => $"  --{flag.Name + "=" + flag.Value,-36}{flag.Help}"));
}
