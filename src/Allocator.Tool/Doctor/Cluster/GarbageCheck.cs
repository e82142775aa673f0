using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator.Tool;

/// <summary>
/// Garbage collection works: what belongs to a Lease goes with it. The Lease is an instance's record that has a lease of its own, so that any reaper takes it away should this process die meanwhile.
/// </summary>
/// <param name="patience">How long what was deleted may stay.</param>
internal sealed class GarbageCheck(TimeSpan patience) : IDoctorCheck<ClusterSubject>
{
    private const string Service = "allocator-doctor";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    public string Name => "garbage";

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        var name = $"{Service}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var owner = (await subject.Callers.GetAsync(cancellationToken)).OwnerHash;
        var root = await subject.Client.CreateAsync(ResourceKind.Lease, subject.Namespace, Root(name, owner), null, cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            var uid = (await subject.Client.CreateAsync(ResourceKind.ConfigMap, subject.Namespace, Owned(name, root.Uid()), null, cancellationToken)).Uid();
            await DeleteAsync(subject, ResourceKind.Lease, name, root.Uid());
            while (await IsThereAsync(subject, name, cancellationToken))
            {
                if (TimeProvider.System.GetElapsedTime(began) > patience)
                    return await FailureAsync(subject, name, uid);

                await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
            }

            return Finding.Ok($"works: what was deleted was gone after {DurationText.Of(TimeProvider.System.GetElapsedTime(began))}");
        }
        finally
        {
            await DeleteAsync(subject, ResourceKind.Lease, name, root.Uid());
        }
    }

    private async Task<Finding> FailureAsync(ClusterSubject subject, string name, string uid)
    {
        var found = $"a ConfigMap is still there {DurationText.Of(patience)} after the Lease that owns it was deleted";
        try
        {
            await DeleteAsync(subject, ResourceKind.ConfigMap, name, uid);
        }
        catch (KubernetesException denied) when (denied.StatusCode == HttpStatusCode.Forbidden)
        {
            // The role does not need this right where garbage collection works.
            found += $"; you may not delete it: it is '{name}'";
        }

        return Finding.Failure(found, "Look at the garbage collector of the cluster's kube-controller-manager: until it works, nothing that is destroyed goes.");
    }

    private static async Task<bool> IsThereAsync(ClusterSubject subject, string name, CancellationToken cancellationToken)
    {
        try
        {
            await subject.Client.GetAsync(ResourceKind.ConfigMap, subject.Namespace, name, cancellationToken);
            return true;
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Deletes what may be gone already, also after an interruption.</summary>
    private static async Task DeleteAsync(ClusterSubject subject, ResourceKind kind, string name, string uid)
    {
        try
        {
            await subject.Client.DeleteAsync(kind, subject.Namespace, name, new ResourceDelete { Uid = uid, Propagation = DeletePropagation.Background }, CancellationToken.None);
        }
        catch (KubernetesException gone) when (gone.IsNotFound || gone.IsConflict)
        {
        }
    }

    private static JsonObject Root(string name, string owner) => new()
    {
        ["apiVersion"] = ResourceKind.Lease.ApiVersion,
        ["kind"] = ResourceKind.Lease.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { [Labels.Service] = Service, [Labels.Role] = Labels.RootRole, [Labels.Instance] = name, [Labels.Owner] = owner },
        },
        ["spec"] = new JsonObject { ["holderIdentity"] = name, ["leaseDurationSeconds"] = (int)LeaseTerms.Creation.TotalSeconds },
    };

    private static JsonObject Owned(string name, string ownerUid) => new()
    {
        ["apiVersion"] = ResourceKind.ConfigMap.ApiVersion,
        ["kind"] = ResourceKind.ConfigMap.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["ownerReferences"] = new JsonArray(OwnerReference.To(name, ownerUid, blocking: true)) },
    };
}
