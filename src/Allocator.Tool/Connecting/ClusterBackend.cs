using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>A cluster, of which the command knows all that the library does.</summary>
internal sealed class ClusterBackend(ServiceProvider services, Notices notices) : Backend(services, notices)
{
    public override string Home => "here";

    public override string AdviceWithoutServices => $"Publish one in the cluster, describe one in {Configuration.FileName} (docs/services.md), or create with --template FILE.";

    /// <summary>The rest of the library, for the commands that are about the cluster itself.</summary>
    public IServiceProvider Cluster => Services;

    public override string Explain(ServiceNotFoundException absent) =>
        $"{absent.Message} On the command line it is --template FILE, or a section Allocator:Services:{absent.Service} in {Configuration.FileName}.";

    public override IAsyncEnumerable<(string Check, Finding Finding)> ExamineAsync(CancellationToken cancellationToken) =>
        DoctorRun.RunAsync(ClusterSubject.Checks, () => new ClusterSubject(Services), cancellationToken);
}
