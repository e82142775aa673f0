using System.Net;
using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator;

/// <summary>Creates the instance's objects, as many at once as can be.</summary>
internal sealed class WorkloadPost(AllocatorSession session, InstancePlan plan, HeldLease root, bool rejectUnknownFields, CreateProgress progress)
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(60);

    // What has gone is counted by its quota for a moment more.
    private static readonly TimeSpan s_quotaLag = TimeSpan.FromSeconds(2);

    // What starts pods comes after what pods refer to: a pod that finds a Secret or a service account missing is refused or tried again only much later.
    private static readonly HashSet<string> s_startsPods =
        ["Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob"];

    /// <summary>Returns each object with what the API server made of it.</summary>
    public async Task<IReadOnlyList<(PreparedObject Prepared, JsonObject Created)>> PostAllAsync(CancellationToken cancellationToken)
    {
        var created = new List<(PreparedObject, JsonObject)>(plan.Objects.Count);
        foreach (var wave in plan.Objects.GroupBy(obj => s_startsPods.Contains(obj.Kind.Kind)).OrderBy(wave => wave.Key))
            created.AddRange(await PostAtOnceAsync(wave, cancellationToken).ConfigureAwait(false));
        return created;
    }

    private async Task<(PreparedObject, JsonObject)[]> PostAtOnceAsync(IEnumerable<PreparedObject> objects, CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var posts = objects.Select(async obj =>
        {
            try
            {
                return (obj, await PostAsync(obj, failed.Token).ConfigureAwait(false));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await failed.CancelAsync().ConfigureAwait(false);
                throw;
            }
        });

        // A failure among the cancelled is what this throws.
        return await Task.WhenAll(posts).ConfigureAwait(false);
    }

    private async Task<JsonObject> PostAsync(PreparedObject prepared, CancellationToken cancellationToken)
    {
        var obj = prepared.WithOwner(plan.Name.Name, root.Uid);
        var startedAt = session.Time.GetTimestamp();
        var hopeSince = startedAt;
        for (var attempt = 1; ; attempt++)
        {
            string waitingFor;
            try
            {
                if (await OwnedPost.TryAsync(session, root, prepared.Kind, obj, cancellationToken).ConfigureAwait(false) is { } created)
                {
                    if (rejectUnknownFields)
                        ServerObjections.RefuseUnknownFields(plan.TemplateName, prepared, obj, created);
                    return created;
                }

                if (await FindPredecessorAsync(prepared, cancellationToken).ConfigureAwait(false) is { } ours)
                    return ours;
                waitingFor = $"garbage collection to remove the previous {prepared.Kind.Kind} {obj.Name()}";
            }
            catch (KubernetesException refused) when (refused.IsInvalid || refused.StatusCode == HttpStatusCode.BadRequest)
            {
                throw ServerObjections.Refusal(plan.TemplateName, prepared, refused);
            }
            catch (KubernetesException quota) when (QuotaRefusal.Is(quota) && session.Time.GetElapsedTime(startedAt) < s_longestWait)
            {
                if ((await PlaceMap.ReadAsync(session.Client, session.Namespace, plan.Service, cancellationToken).ConfigureAwait(false)).AnyTerminating)
                    hopeSince = session.Time.GetTimestamp();
                else if (session.Time.GetElapsedTime(hopeSince) > s_quotaLag)
                    throw;
                waitingFor = $"instances of '{plan.Service}' that are being deleted to give back their share of the quota";
            }

            if (session.Time.GetElapsedTime(startedAt) > s_longestWait)
                throw new AllocatorException($"{prepared.Kind.Kind} '{obj.Name()}' could not be created: waited {s_longestWait.TotalSeconds:0} s for {waitingFor}.");
            progress.Report(InstancePhase.Creating, $"waiting for {waitingFor}");
            await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The name is taken: null if by what a previous instance of this name left to garbage collection.</summary>
    private async Task<JsonObject?> FindPredecessorAsync(PreparedObject prepared, CancellationToken cancellationToken)
    {
        var name = prepared.Object.Name();
        try
        {
            var found = await session.Client.GetAsync(prepared.Kind, session.Namespace, name, cancellationToken).ConfigureAwait(false);
            if (found.IsOwnedBy(root.Uid))
                return found;
            if (found.Label(Labels.Instance) == plan.Name.Name)
                return null;
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
            return null;
        }

        throw TakenName.Error(session, prepared.Kind, name, $"an object of instance '{plan.Name.Name}'");
    }
}
