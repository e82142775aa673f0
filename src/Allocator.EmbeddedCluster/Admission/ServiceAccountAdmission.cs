using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Gives a pod its service account: the name, a volume with a token, and the account's secrets for images.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller"/>.</remarks>
/// <param name="store">The objects.</param>
/// <param name="provideDefault">Makes the <c>default</c> account of a namespace that does not have it yet, unless nobody makes it now.</param>
internal sealed class ServiceAccountAdmission(ObjectStore store, Action<string> provideDefault) : IAdmission
{
    private const string DefaultName = "default";
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";
    private const string EnforceAnnotation = "kubernetes.io/enforce-mountable-secrets";
    private const string VolumePrefix = "kube-api-access-";
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string SuffixCharacters = "bcdfghjklmnpqrstvwxz2456789";
    private const int TokenSeconds = 3607;

    public void Admit(WriteRequest write)
    {
        if (write.Verb != WriteVerb.Create || write.Kind.Type != ResourceTypes.Pods)
            return;
        var pod = write.Object!;
        if (pod.Child("metadata").Object("annotations")?.ContainsKey(MirrorAnnotation) == true)
            return;
        var spec = pod.Child("spec");
        var name = spec.Text("serviceAccountName") is { Length: > 0 } given ? given
            : spec.Text("serviceAccount") is { Length: > 0 } old ? old
            : DefaultName;
        spec["serviceAccountName"] = name;
        spec["serviceAccount"] = name;

        var account = Find(write.Key.Namespace, name) ?? throw ApiException.Forbidden(
            write.Kind.Type,
            AdmittedName.Of(write),
            $"error looking up service account {write.Key.Namespace}/{name}: serviceaccount \"{name}\" not found");
        if (account.Json.Member("metadata", "annotations").Text(EnforceAnnotation) == "true")
            throw ApiException.NotImplemented($"the annotation {EnforceAnnotation}");
        if (IsMounted(spec, account))
            Mount(spec);
        if (spec.Array("imagePullSecrets") is not { Count: > 0 } && account.Json.TryMember("imagePullSecrets", out var secrets))
            spec["imagePullSecrets"] = new JsonArray([.. secrets.Elements().Select(secret => secret.ToObject())]);
    }

    private StoredObject? Find(string @namespace, string name)
    {
        var account = store.Find(ResourceTypes.ServiceAccounts, @namespace, name);
        if (account is not null || name != DefaultName)
            return account;
        provideDefault(@namespace);
        return store.Find(ResourceTypes.ServiceAccounts, @namespace, name);
    }

    private static bool IsMounted(JsonObject spec, StoredObject account) =>
        spec["automountServiceAccountToken"]?.GetValue<bool>()
        ?? (!account.Json.TryMember("automountServiceAccountToken", out var own) || own.GetBoolean());

    private static void Mount(JsonObject spec)
    {
        var volumes = spec.Array("volumes") ?? [];
        var name = volumes.OfType<JsonObject>().Select(volume => volume.Text("name"))
            .FirstOrDefault(volume => volume?.StartsWith(VolumePrefix, StringComparison.Ordinal) == true);
        var isNew = name is null;
        name ??= VolumePrefix + RandomNumberGenerator.GetString(SuffixCharacters, 5);

        var isUsed = false;
        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers"])
        {
            foreach (var container in (spec.Array(list) ?? []).OfType<JsonObject>())
                isUsed |= Mount(container, name);
        }

        if (!isUsed || !isNew)
            return;
        volumes.Add(Volume(name));
        spec["volumes"] = volumes;
    }

    // A container that has something else there keeps it.
    private static bool Mount(JsonObject container, string volume)
    {
        var mounts = container.Array("volumeMounts") ?? [];
        if (mounts.OfType<JsonObject>().Any(mount => mount.Text("mountPath") == MountPath))
            return false;
        mounts.Add(new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = MountPath });
        container["volumeMounts"] = mounts;
        return true;
    }

    private static JsonObject Volume(string name) => new()
    {
        ["name"] = name,
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(
                new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = TokenSeconds, ["path"] = "token" } },
                new JsonObject
                {
                    ["configMap"] = new JsonObject
                    {
                        ["name"] = RootCertificatePublisher.ConfigMapName,
                        ["items"] = new JsonArray(new JsonObject
                        {
                            ["key"] = RootCertificatePublisher.FileName,
                            ["path"] = RootCertificatePublisher.FileName,
                        }),
                    },
                },
                new JsonObject
                {
                    ["downwardAPI"] = new JsonObject
                    {
                        ["items"] = new JsonArray(new JsonObject
                        {
                            ["path"] = "namespace",
                            ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" },
                        }),
                    },
                }),
            ["defaultMode"] = 420,
        },
    };
}
