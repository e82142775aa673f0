using Allocator.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>An allocator server, which has services and a cluster of its own.</summary>
internal sealed class ServerBackend(ServiceProvider services, Notices notices) : Backend(services, notices)
{
    public override string Home => "server";

    public override string AdviceWithoutServices => "Ask who runs the server for one: it allocates only what it is configured for.";

    public override string Explain(ServiceNotFoundException absent) =>
        $"The allocator server at {Session.Connection.Address} has no service '{absent.Service}'. 'allocator services' shows those it has.";

    public override IAsyncEnumerable<(string Check, Finding Finding)> ExamineAsync(CancellationToken cancellationToken) =>
        DoctorRun.RunAsync(ServerSubject.Checks, () => new ServerSubject(Session, Instances, Catalog), cancellationToken);

    private ServerSession Session => Services.GetRequiredService<ServerSession>();
}
