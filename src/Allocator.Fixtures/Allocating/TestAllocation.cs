using System.Runtime.ExceptionServices;

namespace Allocator;

/// <summary>
/// The instances of one fixture: allocated once, renewed while it lives, and destroyed or kept once. It knows no test framework; the fixtures of each are made of it.
/// </summary>
public sealed class TestAllocation : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<ServiceDefinition> _services;
    private readonly Action<FixtureOptions>? _configure;
    private readonly TestOutput _output;
    private readonly Lazy<Task> _ended;
    private readonly List<Allocated> _allocated = [];
    private readonly CancellationTokenSource _abandoned = new();
    private Task? _start;
    private FixtureOptions? _options;
    private RunCluster? _cluster;
    private volatile bool _hasFailed;

    /// <summary>Makes the allocation. Nothing happens yet.</summary>
    /// <param name="scope">What the instances are for, and how long they live.</param>
    /// <param name="services">The services, one instance of each.</param>
    /// <param name="configure">Sets settings in code; null for none.</param>
    /// <param name="output">Tells a person what happens; null for nobody.</param>
    public TestAllocation(TestScope scope, IReadOnlyList<ServiceDefinition> services, Action<FixtureOptions>? configure = null, TestOutput? output = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(services);
        if (services.Select(service => service.Name).Distinct().Count() != services.Count)
            throw new ArgumentException($"{scope.Name} names a service twice: {string.Join(", ", services.Select(service => service.Name))}. An allocation has one instance of each.", nameof(services));
        (Scope, _services, _configure) = (scope, services, configure);
        _output = output ?? ((_, _) => { });
        _ended = new Lazy<Task>(EndAsync);
    }

    /// <summary>What the instances are for.</summary>
    public TestScope Scope { get; }

    /// <summary>Why there are no instances, though set-up has not failed: there is no cluster, and <see cref="FixtureOptions.WithoutCluster"/> says to skip. Otherwise null.</summary>
    public string? SkipReason { get; private set; }

    /// <summary>The instance, where there is one service.</summary>
    /// <exception cref="AllocatorException">Set-up has failed or is not done; the failure of the set-up is thrown again.</exception>
    public TestInstance Instance => InstanceOf(_services.Single().GetType());

    /// <summary>Allocates the instances, all at once. A second call gives the outcome of the first.</summary>
    /// <param name="cancellationToken">Ends the attempt; what was created is deleted.</param>
    /// <exception cref="AllocatorException">An instance is not there; the message is the whole diagnosis.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return _start ??= StartOnceAsync(cancellationToken);
    }

    /// <summary>The instance of a service.</summary>
    /// <exception cref="AllocatorException">Set-up has failed or is not done, or there is no such service; the failure of the set-up is thrown again.</exception>
    public TestInstance Get<TService>()
        where TService : ServiceDefinition => InstanceOf(typeof(TService));

    /// <summary>Tells that a test has failed, for <see cref="FixtureOptions.Keep"/>.</summary>
    public void ReportFailure() => _hasFailed = true;

    /// <summary>What the instances are doing, for the output of a failed test: pods, events, log lines. Bounded in size and time; it does not throw.</summary>
    /// <param name="logsOfLast">Only log lines that are not older than this; null for the last ones, however old.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<string> ReportAsync(TimeSpan? logsOfLast = null, CancellationToken cancellationToken = default)
    {
        var instances = Instances;
        var reports = await Task.WhenAll(instances.Select(instance => instance.Handle.DescribeAsync(logsOfLast, cancellationToken))).ConfigureAwait(false);
        return string.Join("\n", _options is { } options && WillKeep(options) ? reports.Concat(instances.Select(instance => KeepPreview(instance.Info, options))) : reports);
    }

    /// <summary>Destroys the instances, or keeps them if <see cref="FixtureOptions.Keep"/> says so.</summary>
    /// <exception cref="AllocatorException">Something is left, and <see cref="FixtureOptions.FailOnLeftovers"/> says that this is a failure.</exception>
    public ValueTask DisposeAsync() => new(_ended.Value);

    internal bool Holds(string uid) => Instances.Any(instance => instance.Info.Uid == uid);

    private IReadOnlyList<TestInstance> Instances
    {
        get
        {
            lock (_gate)
                return [.. _allocated.Select(allocated => allocated.Instance)];
        }
    }

    private bool WillKeep(FixtureOptions options) => options.Keep == KeepInstances.Always || (options.Keep == KeepInstances.OnFailure && _hasFailed);

    // In some frameworks, what is told when the tests are over reaches nobody.
    private static string KeepPreview(Instance instance, FixtureOptions options) =>
        $"After its tests: {KeptInstance.Describe(instance.Namespace, instance.Name, options.KeepFor)}";

    private TestInstance InstanceOf(Type service)
    {
        if (_start is not { IsCompleted: true } start)
            throw new AllocatorException($"The instances of {Scope.Name} are not there yet: its set-up has not run, or has not ended.");
        start.GetAwaiter().GetResult();
        if (SkipReason is { } reason)
            throw new AllocatorException(reason);
        lock (_gate)
        {
            return _allocated.Find(allocated => allocated.Service.GetType() == service)?.Instance
                ?? throw new AllocatorException($"{Scope.Name} has no instance of {service.Name}. It has: {string.Join(", ", _services.Select(one => one.GetType().Name))}.");
        }
    }

    private async Task StartOnceAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        TestRun.Held.Add(this);
        _options = FixtureSettings.Load(Folder, Environment.GetEnvironmentVariable, _configure);
        try
        {
            _cluster = await ClusterAbsence.ExplainAsync(Folder, _options, () => TestRun.ClusterAsync(_options)).ConfigureAwait(false);
            if (_cluster.Absence is { } absence)
                throw absence;
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandoned.Token);
            await AllocateAsync(_cluster, _options, stopping.Token).ConfigureAwait(false);
            _cluster.HasAnswered = true;
        }
        catch (ClusterUnavailableException absence) when (ClusterAbsence.Is(absence))
        {
            if (_cluster is { HasAnswered: false })
                _cluster.Absence = absence;
            if (_options.WithoutCluster != WithoutCluster.Skip)
                throw;
            SkipReason = $"{Scope.Name} is skipped, because there is no cluster. {absence.Message}";
            _output(TestOutputLevel.Notice, TestRun.TellsAbsenceFirst() ? SkipReason : $"{Scope.Name} is skipped as well.");
        }
        catch
        {
            _hasFailed = true;
            throw;
        }
    }

    private string Folder => Path.GetDirectoryName(Scope.Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    private async Task AllocateAsync(RunCluster cluster, FixtureOptions options, CancellationToken cancellationToken)
    {
        var creations = _services.Select(service => new InstanceCreation(Scope, service, options, _output)).ToList();
        var outcomes = await Task.WhenAll(creations.Select(async creation =>
        {
            try
            {
                var allocated = await creation.RunAsync(cluster, cancellationToken).ConfigureAwait(false);
                lock (_gate)
                    _allocated.Add(allocated);
                return null;
            }
            catch (Exception failure)
            {
                TestRun.Summary.Add(creation.Times, SummaryFile);
                return ExceptionDispatchInfo.Capture(failure);
            }
        })).ConfigureAwait(false);
        outcomes.FirstOrDefault(failure => failure is not null)?.Throw();
    }

    private string? SummaryFile => _options is { Summary.Length: > 0 } options ? Path.Combine(Folder, options.Summary) : null;

    private async Task EndAsync()
    {
        try
        {
            await _abandoned.CancelAsync().ConfigureAwait(false);
            if (_start is not null)
                await _start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_options is null || _cluster is null)
                return;
            List<Allocated> allocated;
            lock (_gate)
                allocated = [.. _allocated];
            await new AllocationEnd(Scope, _options, _cluster, _output, SummaryFile).RunAsync(allocated, WillKeep(_options)).ConfigureAwait(false);
        }
        finally
        {
            TestRun.Held.Remove(this);
            _abandoned.Dispose();
        }
    }
}
