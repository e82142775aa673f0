using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Allocator.Embedded;

/// <summary>One run of a container, from its start to its end.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Without timers nothing is to dispose.")]
internal sealed class ContainerRun
{
    // Code that holds its thread for longer is taken for running.
    private static readonly TimeSpan s_firstMoment = TimeSpan.FromMilliseconds(250);

    private readonly IContainerImage _image;
    private readonly TimeProvider _time;
    private readonly Action _ended;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ContainerEnd? _end;

    /// <param name="image">What is run.</param>
    /// <param name="setup">What it is started with.</param>
    /// <param name="log">Where its output goes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ended">Called when it has ended.</param>
    public ContainerRun(IContainerImage image, ContainerSetup setup, ContainerLog log, TimeProvider time, Action ended)
    {
        (_image, _time, _ended, Log) = (image, time, ended, log);
        Context = new(setup, log, time, _kill.Token);
        Id = RandomNumberGenerator.GetHexString(64, lowercase: true);
        StartedAt = time.GetUtcNow();
    }

    public string Id { get; }

    public DateTimeOffset StartedAt { get; }

    public ContainerLog Log { get; }

    public ContainerContext Context { get; }

    /// <summary>How it ended; null while it runs.</summary>
    public ContainerEnd? End => _end;

    /// <summary>Ends with the run.</summary>
    public Task Over => _over.Task;

    /// <summary>When it is killed; null while it is not told to stop.</summary>
    public DateTimeOffset? KillAt { get; private set; }

    /// <summary>Starts it. Returns when it is under way, or has ended in its first moment, before it waited for anything.</summary>
    public async Task StartAsync()
    {
        _ = Task.Run(RunAsync);
        await _entered.Task.ConfigureAwait(false);
        if (_image is ProgramImage)
            await _begun.Task.ConfigureAwait(false);
        else if (!_begun.Task.IsCompleted)
            await Task.WhenAny(_begun.Task, Task.Delay(s_firstMoment, TimeProvider.System)).ConfigureAwait(false);
    }

    /// <summary>Tells it to stop; told again, it may only get less time.</summary>
    public void Stop(DateTimeOffset killAt)
    {
        if (KillAt is null)
            _ = _stop.CancelAsync();
        if (KillAt is null || killAt < KillAt)
            KillAt = killAt;
    }

    /// <summary>Ends it, whatever it does.</summary>
    public void Kill()
    {
        _ = _stop.CancelAsync();
        _ = _kill.CancelAsync();
        // A process is really gone after that; of code in this process nobody knows.
        if (_image is not ProgramImage)
            _abandoned.TrySetResult();
    }

    /// <summary>Runs a command in it.</summary>
    public async Task<int> ExecAsync(ContainerExec exec, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.Run(() => _image.ExecAsync(Context, exec, either.Token), CancellationToken.None);
        await Task.WhenAny(running, Over, Task.Delay(Timeout.InfiniteTimeSpan, _time, either.Token)).ConfigureAwait(false);
        if (running.IsCompleted)
            return await running.ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return ContainerEnd.KilledCode;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a container throws is its own end.")]
    private async Task RunAsync()
    {
        ContainerEnd end;
        _entered.TrySetResult();
        try
        {
            var running = Begin();
            if (!running.IsCompleted)
                _begun.TrySetResult();
            await Task.WhenAny(running, _abandoned.Task).ConfigureAwait(false);
            end = running.IsCompleted
                ? ContainerEnd.Exited(await running.ConfigureAwait(false), _time.GetUtcNow())
                : ContainerEnd.Exited(ContainerEnd.KilledCode, _time.GetUtcNow());
        }
        catch (ContainerStartException e)
        {
            end = ContainerEnd.NotStarted(e.Message, _time.GetUtcNow());
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            end = ContainerEnd.Exited(_kill.IsCancellationRequested ? ContainerEnd.KilledCode : ContainerEnd.TerminatedCode, _time.GetUtcNow());
        }
        catch (Exception e)
        {
            await Context.Error.WriteLineAsync(e.ToString()).ConfigureAwait(false);
            end = ContainerEnd.Exited(1, _time.GetUtcNow());
        }

        ((LogStream)Context.StandardOutput).Complete();
        ((LogStream)Context.StandardError).Complete();
        Log.Complete();
        _end = end.Message.Length > 0 ? end : end with { Message = TerminationMessage.Read(Context.Setup, end, Log) };
        _over.TrySetResult();
        _begun.TrySetResult();
        _ended();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a container throws is its own end.")]
    private Task<int> Begin()
    {
        try
        {
            return _image.RunAsync(Context, _stop.Token) ?? throw new InvalidOperationException("The image has returned no task.");
        }
        catch (Exception e)
        {
            return Task.FromException<int>(e);
        }
    }
}
