using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>Which cluster and namespace a command is about, and the services it knows there; the names are kubectl's where it has them.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> _kubeconfig = ConnectionOption.Make(
        "--kubeconfig", "FILE", "The kubeconfig. By default as kubectl finds it: KUBECONFIG, ~/.kube/config, or in a pod its service account.");

    private readonly Option<string?> _context = ConnectionOption.Make("--context", "NAME", "The kubeconfig's context. By default its current one.");
    private readonly Option<string?> _namespace = ConnectionOption.Make("--namespace", "NAME", "The namespace of the instances. By default the context's.", "-n");
    private readonly Option<string?> _config = ConnectionOption.Make(
        "--config", "FILE", $"Settings and services, in a section Allocator. By default {Configuration.FileName} of the current folder, if it is there.");

    public IReadOnlyList<Option<string?>> All => [_kubeconfig, _context, _namespace, _config];

    /// <summary>The options that name the cluster.</summary>
    public string Names => $"{_kubeconfig.Name} and {_context.Name}";

    /// <summary>The first of these options that the command line has; null if it has none.</summary>
    public string? FirstOf(SymbolResult given) => All.FirstOrDefault(option => given.GetResult(option) is not null)?.Name;

    /// <summary>The cluster that the command line or the configuration names.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="identity">Who works; null for the default.</param>
    /// <param name="template">A service that the command line describes; null for none.</param>
    /// <exception cref="AllocatorException">The configuration cannot be used.</exception>
    public ClusterBackend Connect(ParseResult given, string? identity, GivenTemplate? template)
    {
        var services = new ServiceCollection();
        var builder = Configuration.AddAllocator(services, Configuration.Find(given.GetValue(_config)))
            .AddHandlebars()
            .AddClusterServices(published => published.IsOptional = true);
        services.Configure<AllocatorOptions>(options =>
        {
            options.Kubeconfig = given.GetValue(_kubeconfig) ?? options.Kubeconfig;
            options.Context = given.GetValue(_context) ?? options.Context;
            options.Namespace = given.GetValue(_namespace) ?? options.Namespace;
            options.Identity = identity ?? options.Identity;
        });
        if (template is not null)
            builder.AddService(template.Service, service => (service.TemplatePath, service.Template) = (template.Path, null));
        return new ClusterBackend(services.BuildServiceProvider(), new Notices(given.Error()));
    }
}
