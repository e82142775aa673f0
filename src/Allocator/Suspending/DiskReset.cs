using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Allocator;

/// <summary>Replaces claims by fresh ones of the same names, and what was generated for the instance by new values. No pod of the instance is there.</summary>
internal sealed class DiskReset(AllocatorSession session, OperationPlan plan, OperationWatches objects, CreateProgress progress)
{
    private readonly HashSet<string> _old = [.. plan.Operation.Claims.Select(claim => claim.Uid)];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var claims = plan.Operation.Claims;
        progress.Report(InstancePhase.Resetting, $"replacing {string.Join(", ", claims.Select(claim => claim.Manifest.Name()))}");
        await Task.WhenAll(claims.Select(claim => DeleteAsync(claim, cancellationToken))).ConfigureAwait(false);
        await UntilGoneAsync(cancellationToken).ConfigureAwait(false);
        await new CredentialRotation(session, plan.Instance, plan.Operation.Token).RunAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(claims.Select(claim => CreateAsync(claim, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>What has not gone, for the error of a wait that took too long.</summary>
    public string DescribeLeft() => Left() is { Count: > 0 } left
        ? $"{string.Join(", ", left)} {(left.Count == 1 ? "has" : "have")} not gone. `kubectl describe pvc` says what holds {(left.Count == 1 ? "it" : "them")}"
        : progress.LastMessage;

    private List<string> Left() =>
        [.. objects.Of(ResourceKind.PersistentVolumeClaim).Where(claim => _old.Contains(claim.Uid())).Select(claim => $"PersistentVolumeClaim {claim.Name()}")];

    private async Task DeleteAsync(ReplacedClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            var exactly = new ResourceDelete { Uid = claim.Uid };
            await PassingConflict.OutlastAsync(
                session,
                () => session.Client.DeleteAsync(ResourceKind.PersistentVolumeClaim, session.Namespace, claim.Manifest.Name(), exactly, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException gone) when (gone.IsNotFound || PassingConflict.IsOtherUid(gone))
        {
        }
    }

    private async Task UntilGoneAsync(CancellationToken cancellationToken)
    {
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        using var subscription = objects.Subscribe(() => signal.Writer.TryWrite(true));
        while (Left() is { Count: > 0 } left)
        {
            progress.Report(InstancePhase.Resetting, $"waiting for {string.Join(", ", left)} to go");
            await signal.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CreateAsync(ReplacedClaim claim, CancellationToken cancellationToken)
    {
        var name = claim.Manifest.Name();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await session.Client.CreateAsync(ResourceKind.PersistentVolumeClaim, session.Namespace, claim.Manifest, null, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (KubernetesException failure) when (failure.IsAlreadyExists || failure.IsConflict || failure.OutcomeUnknown)
            {
                var found = await FindAsync(name, cancellationToken).ConfigureAwait(false);
                if (found is not null && claim.IsReplacedBy(found, plan.Instance.Uid))
                    return;
                if (found is not null && found.Label(Labels.Instance) != plan.Instance.Name)
                    throw TakenName.Error(session, ResourceKind.PersistentVolumeClaim, name, $"a disk of instance '{plan.Instance.Name}'");
                progress.Report(InstancePhase.Resetting, $"PersistentVolumeClaim {name} cannot be created yet: {failure.Message}");
            }
            catch (KubernetesException quota) when (QuotaRefusal.Is(quota))
            {
                // What has gone is counted by its quota for a moment more.
                progress.Report(InstancePhase.Resetting, $"PersistentVolumeClaim {name} cannot be created yet: {quota.Status?.Message}");
            }

            await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<JsonObject?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Client.GetAsync(ResourceKind.PersistentVolumeClaim, session.Namespace, name, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
            return null;
        }
    }
}
