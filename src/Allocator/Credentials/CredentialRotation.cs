using System.Text.Json;
using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator;

/// <summary>
/// Gives an instance's Secret new values for what was generated, while no pod of the instance is there. Whoever takes an operation over makes other ones: every write names the version that was read, so
/// that none of one that was given up comes after the pods have read the Secret.
/// </summary>
internal sealed class CredentialRotation(AllocatorSession session, InstanceRecord instance, string operation)
{
    private const int MostAttempts = 12;

    /// <exception cref="AllocatorException">New values cannot be made. Nothing was changed.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } secret)
            _ = NewValues(secret);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; await ReadAsync(cancellationToken).ConfigureAwait(false) is { } secret && secret.Annotation(Annotations.Operation) != operation; attempt++)
        {
            var values = NewValues(secret);
            if (values.Count == 0)
                return;
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["uid"] = secret.Uid(),
                    ["resourceVersion"] = secret.ResourceVersion(),
                    ["annotations"] = new JsonObject { [Annotations.Operation] = operation },
                },
                ["data"] = CredentialSecret.Encode(values),
            };
            try
            {
                await session.Client.PatchAsync(ResourceKind.Secret, session.Namespace, instance.Name, PatchKind.Merge, patch, null, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (KubernetesException changed) when (attempt < MostAttempts && changed.IsConflict)
            {
                // Also what an attempt of this very patch did whose answer was lost; then the look finds it.
                await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The instance's Secret; null if it has none.</summary>
    private async Task<JsonObject?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!instance.Kinds.Contains("v1/Secret"))
            return null;
        try
        {
            var secret = await session.Client.GetAsync(ResourceKind.Secret, session.Namespace, instance.Name, cancellationToken).ConfigureAwait(false);
            return secret.IsOwnedBy(instance.Uid) ? secret : null;
        }
        catch (KubernetesException absent) when (absent.IsNotFound)
        {
            return null;
        }
    }

    private Dictionary<string, string> NewValues(JsonObject secret) =>
        secret.Annotation(Annotations.Generated) is { } recorded && JsonSerializer.Deserialize<Dictionary<string, GeneratedCredential>>(recorded) is { } generated
            ? CredentialGenerator.Generate(generated, instance.Name, session.Namespace, session.CertificateAuthority, session.Now)
            : [];
}
