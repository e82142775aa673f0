using System.Net;
using Allocator.Client;

namespace Allocator.Tool;

/// <summary>What a server answered to who has not signed in.</summary>
/// <param name="Status">The status.</param>
/// <param name="Date">The server's time; null if it did not tell.</param>
internal sealed record ServerAnswer(HttpStatusCode Status, DateTimeOffset? Date);

/// <summary>An allocator server.</summary>
internal sealed class ServerSubject(ServerSession session, IInstanceDirectory instances, IServiceCatalog catalog) : IDoctorSubject
{
    private static readonly ServicesCheck s_services = new(
        "the server has none",
        "Tell who runs the server: it allocates only what it is configured for.",
        "Tell who runs the server: its settings, or what is published in its cluster, must be corrected.");

    public static IReadOnlyList<IDoctorCheck<ServerSubject>> Checks { get; } =
    [
        new ServerConnectionCheck(), new ServerClockCheck(), new ServerReadyCheck(), new ServerSignInCheck(), s_services, new LimitsCheck(),
    ];

    public ServerConnection Connection => session.Connection;

    public IInstanceDirectory Instances => instances;

    public IServiceCatalog Catalog => catalog;

    /// <summary>Asks once, without signing in.</summary>
    /// <exception cref="ServerFailure">There was no answer.</exception>
    public Task<ServerAnswer> AskAsync(string path, CancellationToken cancellationToken) => Connection.GuardAsync(
        async () =>
        {
            using var http = new HttpClient(Connection.Handler, disposeHandler: false);
            using var answer = await http.GetAsync(new Uri(Connection.Address, path), cancellationToken);
            return new ServerAnswer(answer.StatusCode, answer.Headers.Date);
        },
        cancellationToken);

    public Task<Finding> ExplainAsync(Func<Task<Finding>> check, CancellationToken cancellationToken) => Repetition.OnceAsync(check);
}
