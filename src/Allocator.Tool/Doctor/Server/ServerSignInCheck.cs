namespace Allocator.Tool;

/// <summary>The server accepts the caller.</summary>
internal sealed class ServerSignInCheck : IDoctorCheck<ServerSubject>
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(100);

    public string Name => "sign-in";

    public bool IsNeededByOthers => true;

    public async Task<Finding> RunAsync(ServerSubject subject, CancellationToken cancellationToken)
    {
        // What everybody may read who is accepted, whatever the state of the cluster.
        await subject.Connection.AskAsync<string>(HttpMethod.Get, "openapi/v1.json", null, s_limit, cancellationToken);
        var headers = await subject.Connection.SignInAsync(cancellationToken);
        return Finding.Ok(headers.Any(header => header.Name == "Authorization") ? "the server accepts the token" : "the server accepts callers of this machine without a token");
    }
}
