namespace Allocator;

/// <summary>
/// What the environment tells: in CI the project and the user or bot that started the run, elsewhere the account and the machine as <c>user@host</c>.
/// </summary>
internal sealed class EnvironmentIdentityProvider(Func<string, string?> variable) : IIdentityProvider
{
    // Project and actor, as each service documents its predefined variables.
    private static readonly (string Marker, string Project, string Actor)[] s_services =
    [
        ("GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_ACTOR"),
        ("GITLAB_CI", "CI_PROJECT_PATH", "GITLAB_USER_LOGIN"),
        ("TF_BUILD", "SYSTEM_TEAMPROJECT", "BUILD_REQUESTEDFOREMAIL"),
        ("TEAMCITY_VERSION", "TEAMCITY_PROJECT_NAME", "TEAMCITY_BUILDCONF_NAME"),
        ("JENKINS_URL", "JOB_NAME", "BUILD_USER_ID"),
        ("BITBUCKET_BUILD_NUMBER", "BITBUCKET_REPO_FULL_NAME", "BITBUCKET_STEP_TRIGGERER_UUID"),
    ];

    public EnvironmentIdentityProvider()
        : this(Environment.GetEnvironmentVariable)
    {
    }

    public string Name => "environment";

    public ValueTask<CallerIdentity> GetIdentityAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new CallerIdentity(Name, FromCi() ?? $"{Environment.UserName}@{Environment.MachineName}"));

    private string? FromCi()
    {
        foreach (var (marker, project, actor) in s_services)
        {
            if (!string.IsNullOrEmpty(variable(marker)) && variable(project) is { Length: > 0 } name)
                return variable(actor) is { Length: > 0 } who ? $"{who}@{name}" : name;
        }

        return null;
    }
}
