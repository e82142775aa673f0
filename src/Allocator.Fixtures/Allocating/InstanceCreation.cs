namespace Allocator;

/// <summary>The creation of one instance for a fixture.</summary>
internal sealed class InstanceCreation(TestScope scope, ServiceDefinition service, FixtureOptions options, TestOutput output)
{
    // Create ends by itself at the set-up's timeout, with a diagnosis; this is for what comes after it.
    private static readonly TimeSpan s_connecting = TimeSpan.FromSeconds(30);

    public AllocationTimes Times { get; } = new(scope.Name, service.Name);

    public async Task<Allocated> RunAsync(RunCluster cluster, CancellationToken cancellationToken)
    {
        var time = cluster.Time;
        var askedAt = time.GetTimestamp();
        using var giveUp = new CancellationTokenSource();
        using var limit = new CancellationTokenSource(options.SetupTimeout + s_connecting, time);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, giveUp.Token, limit.Token);
        var watch = new CreationWatch(scope, Times, output, giveUp);
        try
        {
            var handle = await cluster.AllocatorOf(service, options).CreateAsync(CreateOptions(), watch, stopping.Token).ConfigureAwait(false);
            Times.Instance = handle.Name;
            return new Allocated(service, Times, askedAt, await ConnectAsync(handle, stopping.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (watch.HopelessHolders.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            throw HopelessWait.Error(scope, service.Name, watch.HopelessHolders);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AllocatorException(
                $"The instance of service '{service.Name}' for {scope.Name} could not be connected to within {DurationText.Of(s_connecting)} after its set-up. It is destroyed.");
        }
        catch (InstanceFailedException failed)
        {
            Times.Instance = failed.InstanceName;
            Times.Remark = failed.IsKept ? "failed, kept" : "failed";
            throw;
        }
        catch
        {
            Times.Remark = "failed";
            throw;
        }
        finally
        {
            watch.EndAt(time.GetElapsedTime(askedAt));
        }
    }

    private static async Task<TestInstance> ConnectAsync(InstanceHandle handle, CancellationToken cancellationToken)
    {
        try
        {
            return new TestInstance(handle, await TestConnections.OpenAsync(handle, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await handle.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private CreateOptions CreateOptions() => new()
    {
        Origin = TestRun.OriginOf(scope),
        Lease = options.Lease,
        PlaceTimeout = options.PlaceTimeout,
        KeepFailedFor = options.Keep == KeepInstances.Never ? null : options.KeepFor,
        Parameters = options.Parameters.AsReadOnly(),
    };
}
