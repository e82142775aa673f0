using System.Net;
using Allocator.Manifests;

namespace Allocator;

/// <summary>Checks a template by the API server's dry run.</summary>
internal sealed class DryRunValidator(AllocatorSession session, IServiceSource service, CallerLookup callers) : ITemplateValidator
{
    public string Service => service.Service;

    public Task ValidateAsync(CreateOptions? options = null, CancellationToken cancellationToken = default) => ClusterErrors.ExplainAsync(
        session,
        async () =>
        {
            var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
            var planner = await service.GetAsync(cancellationToken).ConfigureAwait(false);
            var plan = await planner.PlanAsync(InstanceName.Random(Service, session.Random), caller, options ?? new CreateOptions(), cancellationToken).ConfigureAwait(false);
            foreach (var prepared in plan.Objects)
                await ValidateAsync(plan, prepared, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task ValidateAsync(InstancePlan plan, PreparedObject prepared, CancellationToken cancellationToken)
    {
        try
        {
            var dryRun = new ResourceCreate { DryRun = true };
            var answer = await session.Client.CreateAsync(prepared.Kind, session.Namespace, prepared.Object, dryRun, cancellationToken).ConfigureAwait(false);
            ServerObjections.RefuseUnknownFields(plan.TemplateName, prepared, prepared.Object, answer);
        }
        catch (KubernetesException missing) when (IsAboutOwnServiceAccount(plan, missing))
        {
            // The dry run of the template's own service account stored nothing for the pod to find.
        }
        catch (KubernetesException refused) when (refused.IsInvalid || refused.StatusCode == HttpStatusCode.BadRequest)
        {
            throw ServerObjections.Refusal(plan.TemplateName, prepared, refused);
        }
    }

    private static bool IsAboutOwnServiceAccount(InstancePlan plan, KubernetesException failure) =>
        failure.IsForbidden
        && failure.Status?.Message.Contains("error looking up service account", StringComparison.Ordinal) == true
        && plan.Objects.Any(obj => obj.Kind.Kind == "ServiceAccount");
}
