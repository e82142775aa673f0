using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>The outcome of claiming a name: our new root, or the one that has the name already.</summary>
/// <param name="Root">The root.</param>
/// <param name="IsOurs">Whether this claim created it.</param>
/// <param name="SentAt">When the request that created it was sent.</param>
internal sealed record RootClaim(JsonObject Root, bool IsOurs, long SentAt)
{
    private const int MostAttempts = 8;

    /// <summary>
    /// POSTs the root. An answer that was lost is resolved by a GET and the claim token; if the root is not there, a commit that comes late is covered
    /// by the creation lease. Null if the name was taken by a root that has gone meanwhile.
    /// </summary>
    public static async Task<RootClaim?> PostAsync(AllocatorSession session, JsonObject root, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var sentAt = session.Time.GetTimestamp();
            try
            {
                return new RootClaim(await session.Client.CreateAsync(ResourceKind.Lease, session.Namespace, root, null, cancellationToken).ConfigureAwait(false), true, sentAt);
            }
            catch (KubernetesException taken) when (taken.IsAlreadyExists)
            {
                return await FindAsync(session, root, sentAt, cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException failure) when (attempt < MostAttempts && (failure.OutcomeUnknown || failure.IsConflict))
            {
                if (await FindAsync(session, root, sentAt, cancellationToken).ConfigureAwait(false) is { } found)
                    return found;
                await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public static JsonObject Build(InstancePlan plan, AllocatorSession session)
    {
        var identity = plan.Caller.Identity;
        var annotations = new JsonObject
        {
            [Annotations.State] = Annotations.CreatingState,
            [Annotations.Owner] = identity.Name,
            [Annotations.IdentityProvider] = identity.Provider,
            [Annotations.BlessingNames] = JsonSerializer.Serialize(identity.BlessingNames),
            [Annotations.MountName] = plan.MountName,
            [Annotations.CreatorInfo] = plan.CreatorInfo,
            [Annotations.Version] = plan.Version,
            [Annotations.Parameters] = JsonSerializer.Serialize(plan.Parameters),
            [Annotations.Replicas] = plan.Replicas.ToString(CultureInfo.InvariantCulture),
            [Annotations.ClaimToken] = Guid.NewGuid().ToString("N"),
            [Annotations.Limits] = string.Join(' ', plan.Scopes.Select(scope => scope.Key)),
            [Annotations.Kinds] = string.Join(' ', plan.Kinds.Select(kind => $"{kind.ApiVersion}/{kind.Kind}")),
        };
        if (plan.Name.KeyHash is { } keyHash)
            annotations[Annotations.KeyHash] = keyHash;
        if (plan.Lifetime is { } lifetime)
            annotations[Annotations.Lifetime] = ((long)Math.Ceiling(lifetime.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (plan.Origin is { } origin)
            annotations[Annotations.Origin] = JsonSerializer.Serialize(origin);
        if (plan.ConnectionStrings.Count > 0)
            annotations[Annotations.ConnectionStrings] = JsonSerializer.Serialize(plan.ConnectionStrings);

        return new JsonObject
        {
            ["apiVersion"] = ResourceKind.Lease.ApiVersion,
            ["kind"] = ResourceKind.Lease.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = plan.Name.Name,
                ["labels"] = new JsonObject
                {
                    [Labels.Service] = plan.Service,
                    [Labels.Role] = Labels.RootRole,
                    [Labels.Instance] = plan.Name.Name,
                    [Labels.Owner] = plan.Caller.OwnerHash,
                    [Labels.Session] = session.Id,
                },
                ["annotations"] = annotations,
            },
            // No renewTime: until the first renewal the lease counts from the API server's own creationTimestamp.
            ["spec"] = new JsonObject
            {
                ["holderIdentity"] = session.Id,
                ["leaseDurationSeconds"] = (int)LeaseTerms.Creation.TotalSeconds,
            },
        };
    }

    private static async Task<RootClaim?> FindAsync(AllocatorSession session, JsonObject root, long sentAt, CancellationToken cancellationToken)
    {
        try
        {
            var found = await session.Client.GetAsync(ResourceKind.Lease, session.Namespace, root.Name(), cancellationToken).ConfigureAwait(false);
            return new RootClaim(found, found.Annotation(Annotations.ClaimToken) == root.Annotation(Annotations.ClaimToken), sentAt);
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
            return null;
        }
    }
}
