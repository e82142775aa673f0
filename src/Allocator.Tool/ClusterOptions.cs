using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>Which cluster and namespace a command is about; the names are kubectl's.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> _kubeconfig = Make("--kubeconfig", "The kubeconfig's path. By default as kubectl finds it: KUBECONFIG, ~/.kube/config, or in a pod its service account.");
    private readonly Option<string?> _context = Make("--context", "The kubeconfig's context. By default its current one.");
    private readonly Option<string?> _namespace = Make("--namespace", "The namespace of the instances. By default the context's.", "-n");

    /// <summary>Adds the options to a command and all below it.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_kubeconfig);
        command.Options.Add(_context);
        command.Options.Add(_namespace);
    }

    /// <summary>The library's services for the cluster that the command line names.</summary>
    /// <exception cref="ClusterUnavailableException">There is no cluster; thrown when one is first needed.</exception>
    public ServiceProvider Connect(ParseResult given) => new ServiceCollection()
        .AddAllocator(options =>
        {
            options.Kubeconfig = given.GetValue(_kubeconfig);
            options.Context = given.GetValue(_context);
            options.Namespace = given.GetValue(_namespace);
        })
        .Services.BuildServiceProvider();

    private static Option<string?> Make(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Recursive = true };
}
