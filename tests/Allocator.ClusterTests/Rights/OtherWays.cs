using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What goes on without a right: in another way, or with less.</summary>
internal sealed class OtherWays(ClusterFixture cluster, DeprivedUser user)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>One of the rights to forward ports is enough: for SPDY, or for a WebSocket.</summary>
    public async Task ConnectAsync()
    {
        await using var allocator = user.Allocate(EchoTemplates.Pod);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var endpoint = await handle.ConnectAsync("echo", Token);

        Assert.Equal("hello", await Echo.ExchangeAsync(endpoint, "hello"));
    }

    /// <summary>Without the right to create an exec a command runs all the same, but not on servers that ask for it.</summary>
    /// <remarks>Kubernetes 1.35 does: <see href="https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/"/>, <c>AuthorizePodWebsocketUpgradeCreatePermission</c>.</remarks>
    public async Task ExecAsync()
    {
        await using var allocator = user.Allocate(EchoTemplates.Pod);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        if (await MinorVersionAsync() >= 35)
        {
            var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => handle.ExecAsync(["true"], cancellationToken: Token));
            Assert.Equal(("create", "pods/exec"), (denied.Verb, denied.Resource));
        }
        else
        {
            Assert.Equal(0, (await handle.ExecAsync(["true"], cancellationToken: Token)).ExitCode);
        }
    }

    /// <summary>Without events the diagnosis of a failure lacks them, and says so.</summary>
    public async Task DiagnoseAsync()
    {
        await using var allocator = user.Allocate(
            Workloads.Deployment("true", "registry.local/no-such-image:9"), options => options.Readiness.TransientPullGrace = TimeSpan.FromSeconds(1));

        var failure = await Assert.ThrowsAsync<InstanceFailedException>(() => allocator.CreateAsync(cancellationToken: Token));

        Assert.Equal(InstanceFailureReason.ImagePull, failure.Reason);
        Assert.Contains("cannot list resource \"events\"", failure.Message, StringComparison.Ordinal);
    }

    private async Task<int> MinorVersionAsync()
    {
        var minor = JsonNode.Parse(await cluster.Admin.RunAsync("get", "--raw", "/version"))!["minor"]!.GetValue<string>();
        return int.Parse(minor.TrimEnd('+'), CultureInfo.InvariantCulture);
    }
}
