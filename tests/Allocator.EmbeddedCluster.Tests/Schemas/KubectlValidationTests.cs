using System.Diagnostics;

namespace Allocator.Embedded;

/// <summary>Drives kubectl: the one on the PATH and, where <c>eng/cluster</c> has put one, the 1.20 of its tools.</summary>
public sealed class KubectlValidationTests
{
    private static readonly string OldKubectl = Path.Combine(
        Environment.GetEnvironmentVariable("CLUSTER_HOME") ?? Path.Combine(CacheFolder, "debian-cluster"), "tools/usr/bin/kubectl");

    public static TheoryData<string> Programs => ["kubectl", OldKubectl];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Create_good_deployment_is_accepted(string kubectl)
    {
        await using var server = await DiscoveryServer.StartAsync(TestContext.Current.CancellationToken);

        var (exitCode, output) = await CreateAsync(kubectl, server, Deployment("replicas"));

        Assert.True(exitCode == 0, output);
        Assert.Contains("deployment.apps/a created", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Create_deployment_with_a_misspelt_field_is_refused_by_kubectl_itself(string kubectl)
    {
        await using var server = await DiscoveryServer.StartAsync(TestContext.Current.CancellationToken);

        var (exitCode, output) = await CreateAsync(kubectl, server, Deployment("replica"));

        Assert.Equal(1, exitCode);
        Assert.Contains("unknown field \"replica\" in io.k8s.api.apps.v1.DeploymentSpec", output, StringComparison.Ordinal);
        Assert.Empty(server.Created);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Create_custom_resource_without_a_schema_is_accepted(string kubectl)
    {
        await using var server = await DiscoveryServer.StartAsync(TestContext.Current.CancellationToken);

        var (exitCode, output) = await CreateAsync(
            kubectl, server, """{"apiVersion":"other/v1","kind":"Widget","metadata":{"name":"a"},"spec":{"size":1}}""");

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Create_with_a_dry_run_on_the_server_finds_that_it_is_supported(string kubectl)
    {
        await using var server = await DiscoveryServer.StartAsync(TestContext.Current.CancellationToken);

        var (exitCode, output) = await CreateAsync(kubectl, server, Deployment("replicas"), "--dry-run=server");

        Assert.True(exitCode == 0, output);
        Assert.Contains("dryRun=All", Assert.Single(server.Created), StringComparison.Ordinal);
    }

    private static string CacheFolder => Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    private static string Deployment(string replicasField) =>
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"FIELD":1,"selector":{"matchLabels":{"a":"b"}},
        "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"containerPort":80}],
        "resources":{"limits":{"memory":"1Gi"}},"livenessProbe":{"httpGet":{"port":"http"}}}]}}}}
        """.Replace("FIELD", replicasField, StringComparison.Ordinal);

    private static async Task<(int ExitCode, string Output)> CreateAsync(
        string kubectl, DiscoveryServer server, string manifest, params string[] options)
    {
        var cache = Directory.CreateTempSubdirectory("kubectl-");
        try
        {
            string[] all = ["create", "--server", server.Address, "--cache-dir", cache.FullName, "--namespace", "default", .. options, "-f", "-"];
            var start = new ProcessStartInfo(kubectl, all)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["KUBECONFIG"] = Path.Combine(cache.FullName, "none");
            using var process = Start(start);
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardInput.WriteAsync(manifest);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"There is no {start.FileName} here.");
            throw;
        }
    }
}
