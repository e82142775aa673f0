using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>Which cluster and namespace a command is about, and on whose behalf; the names are kubectl's where it has them.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> _kubeconfig = Make("--kubeconfig", "FILE", "The kubeconfig. By default as kubectl finds it: KUBECONFIG, ~/.kube/config, or in a pod its service account.");
    private readonly Option<string?> _context = Make("--context", "NAME", "The kubeconfig's context. By default its current one.");
    private readonly Option<string?> _namespace = Make("--namespace", "NAME", "The namespace of the instances. By default the context's.", "-n");
    private readonly Option<string?> _identity = Make("--identity", "NAME", "Whose instances they are. By default as CI tells, else user@host.");
    private readonly Option<string?> _config = Make("--config", "FILE", $"Settings and services, in a section Allocator. By default {Configuration.FileName} of the current folder, if it is there.");

    /// <summary>Adds the options to a command and all below it.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option<string?>[])[_kubeconfig, _context, _namespace, _identity, _config])
            command.Options.Add(option);
    }

    /// <summary>The one place that decides what the commands work against: the cluster that the command line or the configuration names.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="template">A service that the command line describes; null for none.</param>
    /// <exception cref="AllocatorException">The configuration cannot be used.</exception>
    public Backend Connect(ParseResult given, GivenTemplate? template = null)
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
            options.Identity = given.GetValue(_identity) ?? options.Identity;
        });
        if (template is not null)
            builder.AddService(template.Service, service => (service.TemplatePath, service.Template) = (template.Path, null));
        return new Backend(services.BuildServiceProvider());
    }

    private static Option<string?> Make(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value, Recursive = true };
}
