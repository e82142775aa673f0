namespace Allocator;

/// <summary>Has a user without a right do what needs it.</summary>
internal sealed class RightTrial(ClusterFixture cluster, OwnNamespace own, DeprivedUser user)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <exception cref="Exception">The right is needed by nothing, or its lack shows in another way than is documented.</exception>
    public Task RunAsync() => (user.Missing.Resource, user.Missing.Verb) switch
    {
        ("leases", "create" or "patch") or ("leases/finalizers", "update") => CreateIsDeniedAsync(Workloads.ConfigMap),
        ("leases", "get") => IsDeniedAsync(Workloads.ConfigMap, (allocator, handle) => allocator.GetAsync(handle.Name, Token)),
        ("leases", "list") => IsDeniedAsync(Workloads.ConfigMap, (allocator, _) => allocator.ListAsync(Token).ToListAsync(Token).AsTask()),
        ("leases", "watch") => IsDeniedAsync(Workloads.ConfigMap, (allocator, _) => allocator.CreateAsync(new CreateOptions { PlaceTimeout = TimeSpan.FromMinutes(1) }, cancellationToken: Token)),
        ("leases", "delete") => DestroyIsDeniedAsync(),
        ("pods", "delete") => IsDeniedAsync(KindTemplates.Find("deployments")!, SuspendWithEndedPodAsync),
        ("pods/log", "get") => IsDeniedAsync(EchoTemplates.Pod, ReadLogsAsync),
        ("pods/exec", "get") => IsDeniedAsync(EchoTemplates.Pod, (_, handle) => handle.ExecAsync(["true"], cancellationToken: Token)),
        ("pods/exec", "create") => new OtherWays(cluster, user).ExecAsync(),
        ("pods/portforward", "get" or "create") => new OtherWays(cluster, user).ConnectAsync(),
        ("events", "list") => new OtherWays(cluster, user).DiagnoseAsync(),
        ("persistentvolumeclaims", "delete") or ("secrets", "patch") => IsDeniedAsync(KindTemplates.Find("secrets")!, (_, handle) => handle.ResetDiskAsync(cancellationToken: Token)),
        (var resource, var verb) when KindTemplates.Find(resource) is { } template => verb switch
        {
            "create" => CreateIsDeniedAsync(template),
            "get" => CreateIsDeniedAsync(template, LostAnswers.Of(resource)),
            "list" or "watch" => DeniedAsync(() => CreateAndDestroyAsync(template)),
            "patch" => IsDeniedAsync(template, (_, handle) => handle.SuspendAsync(cancellationToken: Token)),
            _ => throw new NotSupportedException($"No operation is known that needs {user.Missing}."),
        },
        _ => throw new NotSupportedException($"No operation is known that needs {user.Missing}."),
    };

    private async Task CreateIsDeniedAsync(string template, ClusterClientOptions? client = null)
    {
        await using var allocator = user.Allocate(template, Configure, client);
        await DeniedAsync(async () =>
        {
            await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        });
    }

    /// <summary>The instance can be created, but this not be done.</summary>
    private async Task IsDeniedAsync(string template, Func<InstanceAllocator, InstanceHandle, Task> operation)
    {
        await using var allocator = user.Allocate(template, Configure);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await DeniedAsync(() => operation(allocator, handle));
    }

    private async Task CreateAndDestroyAsync(string template)
    {
        await using var allocator = user.Allocate(template, Configure);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);
    }

    private async Task DestroyIsDeniedAsync()
    {
        await using var allocator = user.Allocate(Workloads.ConfigMap, Configure);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await DeniedAsync(() => handle.DestroyAsync(null, Token));
        await own.AdminAsync("delete", "lease", handle.Name, "--cascade=foreground");
    }

    /// <summary>A pod that has ended, as an evicted one, counts no more for its ReplicaSet, and nobody takes it away.</summary>
    private async Task SuspendWithEndedPodAsync(InstanceAllocator allocator, InstanceHandle handle)
    {
        await using var ended = await EndedPod.CreateAsync(own, handle.Name);
        await handle.SuspendAsync(cancellationToken: Token);
    }

    /// <summary>Following says it too, and does not wait for a log that never comes.</summary>
    private async Task ReadLogsAsync(InstanceAllocator allocator, InstanceHandle handle)
    {
        await DeniedAsync(() => handle.FollowLogsAsync(cancellationToken: Token).ToListAsync(Token).AsTask());
        await handle.ReadLogsAsync(cancellationToken: Token);
    }

    private async Task DeniedAsync(Func<Task> operation)
    {
        var denied = await Assert.ThrowsAsync<AccessDeniedException>(operation);
        Assert.Equal((user.Missing.Verb, user.Missing.Named, own.Name), (denied.Verb, denied.Resource, denied.Namespace));
    }

    private static void Configure(ServiceOptions options)
    {
        options.MaxInstances = 1;
        options.Credentials["password"] = new();
    }
}
