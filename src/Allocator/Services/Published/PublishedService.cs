using Microsoft.Extensions.Configuration;

namespace Allocator;

/// <summary>What a ConfigMap says of a service.</summary>
/// <param name="Place">The ConfigMap, as messages name it.</param>
/// <param name="Template">The template and its key, whose end tells the engine; null if only limits are published.</param>
/// <param name="Settings">The settings, with the names of <see cref="ServiceOptions"/>.</param>
internal sealed record PublishedService(string Place, TemplateSource? Template, IConfiguration Settings)
{
    /// <summary>The options of a process that has the service from here alone; its own limits and times count where nothing is published.</summary>
    /// <exception cref="AllocatorException">A setting is not right.</exception>
    public ServiceOptions ToOptions(ServiceOptions own, TemplateEngines engines)
    {
        var options = new ServiceOptions
        {
            MaxInstances = own.MaxInstances,
            MaxInstancesPerOwner = own.MaxInstancesPerOwner,
            Lease = own.Lease,
            CreateTimeout = own.CreateTimeout,
            SuspendTimeout = own.SuspendTimeout,
            Template = Template?.Text,
            TemplateEngine = Template is { } template ? engines.For(template.Name, null).Name : null,
        };
        Bind(options);
        ApplyLimits(options);
        return options;
    }

    /// <summary>Sets the limits that are published; whatever else a process says of its own service stays.</summary>
    public void ApplyLimits(ServiceOptions options)
    {
        options.MaxInstances = Limit(nameof(options.MaxInstances), options.MaxInstances);
        options.MaxInstancesPerOwner = Limit(nameof(options.MaxInstancesPerOwner), options.MaxInstancesPerOwner);
    }

    private int? Limit(string setting, int? otherwise)
    {
        if (Settings.GetChildren().FirstOrDefault(child => string.Equals(child.Key, setting, StringComparison.OrdinalIgnoreCase)) is not { } given)
            return otherwise;
        if (string.IsNullOrEmpty(given.Value))
            return null;
        return int.TryParse(given.Value, out var limit) && limit >= 1 ? limit : throw Wrong(Place, $"{setting} must be at least 1, or null for no limit, but is '{given.Value}'");
    }

    private void Bind(ServiceOptions options)
    {
        try
        {
            Settings.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException unknown)
        {
            throw Wrong(Place, unknown.Message);
        }
    }

    /// <summary>The error of a ConfigMap that describes no service.</summary>
    public static AllocatorException Wrong(string place, string problem) => new($"{place} does not describe a service: {problem.TrimEnd('.')}. Whoever publishes it must correct it.");
}
