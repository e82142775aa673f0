using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// A service as the cluster publishes it. A process that describes it as well keeps its own template and settings, but the published limits win.
/// </summary>
/// <param name="service">The service's name.</param>
/// <param name="session">The cluster.</param>
/// <param name="published">What is published.</param>
/// <param name="engines">The template engines that there are.</param>
/// <param name="validator">Checks what is published as the process' own settings are checked.</param>
/// <param name="local">What the process says of it; null for nothing.</param>
internal sealed class PublishedServiceSource(
    string service, AllocatorSession session, PublishedServices published, TemplateEngines engines, ServiceOptionsValidator validator, ServiceOptions? local) : IServiceSource
{
    private readonly PublishedServiceReader _reader = new(engines);
    private (string? Version, InstancePlanner Planner)? _latest;

    public string Service => service;

    public async ValueTask<InstancePlanner> GetAsync(CancellationToken cancellationToken)
    {
        var configMap = await FindAsync(cancellationToken).ConfigureAwait(false);
        var version = configMap is null ? null : $"{configMap.Uid()} {configMap.ResourceVersion()}";
        if (_latest is { } latest && latest.Version == version)
            return latest.Planner;

        var options = configMap is not null ? Merge(_reader.Read(configMap)) : HasTemplate ? local! : throw await NotFoundAsync(cancellationToken).ConfigureAwait(false);
        var planner = new InstancePlanner(session, service, options, engines);
        _latest = (version, planner);
        return planner;
    }

    private async Task<JsonObject?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await published.FindAsync(service, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException refused) when (refused.IsForbidden && HasTemplate && published.IsOptional)
        {
            return null;
        }
    }

    private bool HasTemplate => (local?.Template ?? local?.TemplatePath) is not null;

    private ServiceOptions Merge(PublishedService definition)
    {
        if (HasTemplate)
        {
            var own = local!.Copy();
            definition.ApplyLimits(own);
            return own;
        }

        var options = definition.ToOptions(local ?? new ServiceOptions(), engines);
        return validator.Validate(service, options) is { Failed: true } wrong
            ? throw PublishedService.Wrong(definition.Place, wrong.FailureMessage)
            : options;
    }

    private async Task<ServiceNotFoundException> NotFoundAsync(CancellationToken cancellationToken)
    {
        var names = await published.ListAsync(cancellationToken).ConfigureAwait(false);
        var there = names.Count == 0 ? "none" : string.Join(", ", names);
        return new ServiceNotFoundException(
            $"There is no service '{service}'. Published in namespace '{published.Namespace}' are: {there}. Publish it as a ConfigMap with the label {Labels.Role}={Labels.ServiceRole}, "
            + "or add it in code: AddService(name, options).",
            service);
    }
}
