namespace Allocator;

/// <summary>A program that a kubeconfig names to get credentials, as it is written there.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins"/>.</remarks>
internal sealed class ExecPlugin
{
    /// <summary>Where it is written, as messages say it: <c>users[dev].user.exec of FILE</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The version of the <c>ExecCredential</c> that it reads and writes.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>A name to be looked for in <c>PATH</c>, or an absolute path.</summary>
    public required string Command { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>What to do when the command is missing.</summary>
    public string? InstallHint { get; init; }

    /// <summary>The value of <c>KUBERNETES_EXEC_INFO</c>.</summary>
    public required string Info { get; init; }
}
