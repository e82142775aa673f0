namespace Allocator;

public sealed class CiEnvironmentTests
{
    [Fact]
    public void Read_on_github_gives_the_run_its_address_and_the_commit()
    {
        var ci = Read(
            ("GITHUB_ACTIONS", "true"), ("GITHUB_RUN_ID", "42"), ("GITHUB_RUN_ATTEMPT", "2"), ("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_REPOSITORY", "shop/api"), ("GITHUB_SHA", "c0ffee"));

        Assert.Equal(new CiEnvironment("42-2", "https://github.com/shop/api/actions/runs/42", "c0ffee"), ci);
    }

    [Fact]
    public void Read_on_gitlab_gives_the_pipeline_the_job_and_the_commit()
    {
        var ci = Read(("GITLAB_CI", "true"), ("CI_PIPELINE_ID", "7"), ("CI_JOB_URL", "https://gitlab.com/shop/api/-/jobs/9"), ("CI_COMMIT_SHA", "c0ffee"));

        Assert.Equal(new CiEnvironment("7", "https://gitlab.com/shop/api/-/jobs/9", "c0ffee"), ci);
    }

    [Fact]
    public void Read_on_azure_pipelines_gives_the_build_the_job_and_the_commit()
    {
        var ci = Read(("TF_BUILD", "True"), ("BUILD_BUILDID", "8"), ("BUILD_DEFINITIONNAME", "api"), ("SYSTEM_JOBDISPLAYNAME", "Test"), ("BUILD_SOURCEVERSION", "c0ffee"));

        Assert.Equal(new CiEnvironment("8", "api Test", "c0ffee"), ci);
    }

    [Fact]
    public void Read_what_the_service_does_not_tell_is_null() => Assert.Equal(new CiEnvironment(null, null, null), Read(("GITHUB_ACTIONS", "true"), ("GITHUB_SHA", "")));

    [Fact]
    public void Read_at_home_gives_nothing() => Assert.Equal(new CiEnvironment(null, null, null), Read(("BUILD_BUILDID", "8")));

    private static CiEnvironment Read(params (string Name, string Value)[] variables) =>
        CiEnvironment.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
