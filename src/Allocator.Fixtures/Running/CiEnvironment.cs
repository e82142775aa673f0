namespace Allocator;

/// <summary>What the environment tells of a run of continuous integration, by the variables that each service documents.</summary>
internal sealed record CiEnvironment(string? Run, string? Job, string? Commit)
{
    public static CiEnvironment Read(Func<string, string?> variable)
    {
        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
        string? Join(string separator, params string[] names) => names.Select(Value).ToList() is var values && !values.Contains(null) ? string.Join(separator, values) : null;

        if (Value("GITHUB_ACTIONS") is not null)
            return new(Join("-", "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT"), Join("/", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY") is { } repository ? $"{repository}/actions/runs/{Value("GITHUB_RUN_ID")}" : null, Value("GITHUB_SHA"));
        if (Value("GITLAB_CI") is not null)
            return new(Value("CI_PIPELINE_ID"), Value("CI_JOB_URL"), Value("CI_COMMIT_SHA"));
        if (Value("TF_BUILD") is not null)
            return new(Value("BUILD_BUILDID"), Join(" ", "BUILD_DEFINITIONNAME", "SYSTEM_JOBDISPLAYNAME"), Value("BUILD_SOURCEVERSION"));
        if (Value("TEAMCITY_VERSION") is not null)
            return new(Value("BUILD_NUMBER"), Value("TEAMCITY_BUILDCONF_NAME"), Value("BUILD_VCS_NUMBER"));
        if (Value("JENKINS_URL") is not null)
            return new(Value("BUILD_TAG"), Value("BUILD_URL"), Value("GIT_COMMIT"));
        if (Value("BITBUCKET_BUILD_NUMBER") is not null)
            return new(Value("BITBUCKET_BUILD_NUMBER"), Value("BITBUCKET_GIT_HTTP_ORIGIN"), Value("BITBUCKET_COMMIT"));
        return new(null, null, null);
    }
}
