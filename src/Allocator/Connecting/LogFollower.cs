using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Allocator.Readiness;

namespace Allocator;

/// <summary>Reads the logs of all containers of an instance as they are written, those of pods and runs that come later included. Follows once.</summary>
internal sealed class LogFollower(AllocatorSession session, InstanceRecord record, InstancePods pods, PodLogOptions options)
{
    private const int MostUnread = 1000;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Channel<InstanceLogLine> _lines = Channel.CreateBounded<InstanceLogLine>(MostUnread);
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<InstanceLogLine> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = EndAfterAllAsync(stopping.Token);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return line;
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
        }
    }

    /// <summary>Ends the lines when all is read.</summary>
    private async Task EndAfterAllAsync(CancellationToken cancellationToken)
    {
        await FailAloudAsync(FollowAllAsync, cancellationToken).ConfigureAwait(false);
        _lines.Writer.TryComplete();
    }

    /// <summary>Whoever reads is told of a failure at once, though other containers go on.</summary>
    private async Task FailAloudAsync(Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await ClusterErrors.ExplainAsync(session, () => read(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            _lines.Writer.TryComplete(failure);
        }
    }

    private async Task FollowAllAsync(CancellationToken cancellationToken)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var readings = new List<Task>();
        await pods.AllAsync(cancellationToken).ConfigureAwait(false);
        using var subscription = pods.Subscribe(() => changes.Writer.TryWrite(true));
        for (var part = options; ; part = options with { TailLines = null, Since = null, SinceTime = null })
        {
            var current = await pods.AllAsync(cancellationToken).ConfigureAwait(false);
            foreach (var run in current.SelectMany(RunsOf).Where(run => _followed.Add(run.Id)))
            {
                var ofRun = part;
                readings.Add(FailAloudAsync(token => ReadAsync(run, ofRun, token), cancellationToken));
            }

            if (current.Count > 0 ? current.All(HasEnded) : await IsGoneAsync(cancellationToken).ConfigureAwait(false))
                break;
            await changes.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(readings).ConfigureAwait(false);
    }

    private IEnumerable<ContainerRun> RunsOf(JsonObject pod) =>
        from container in PodStatus.Containers(pod)
        where options.Container is null ? !container.IsInit : container.Name == options.Container
        where container.Waiting is null && container.Status.Text("containerID") is { Length: > 0 }
        select new ContainerRun(pod.Name(), container.Name, container.Status.Text("containerID")!);

    private static bool HasEnded(JsonObject pod) => pod.Text("status", "phase") is "Succeeded" or "Failed";

    /// <summary>Without pods an instance is suspended, or between two of them, or gone.</summary>
    private async Task<bool> IsGoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            var root = await session.Client.GetAsync(ResourceKind.Lease, session.Namespace, record.Name, cancellationToken).ConfigureAwait(false);
            return root.IsTerminating() || root.Uid() != record.Uid;
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
            return true;
        }
    }

    private async Task ReadAsync(ContainerRun run, PodLogOptions part, CancellationToken cancellationToken)
    {
        // With times: after a connection that broke, the reading goes on behind the last line.
        var request = part with { Container = run.Container, Follow = true, Timestamps = true };
        DateTimeOffset? last = null;
        while (true)
        {
            try
            {
                using var reader = new StreamReader(await session.Client.ReadLogsAsync(session.Namespace, run.Pod, request, cancellationToken).ConfigureAwait(false));
                while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
                {
                    var (time, text) = Split(line);
                    if (time <= last && request.SinceTime == last)
                        continue;
                    last = time ?? last;
                    await _lines.Writer.WriteAsync(new InstanceLogLine(run.Pod, run.Container, options.Timestamps ? line : text), cancellationToken).ConfigureAwait(false);
                }

                return;
            }
            catch (KubernetesException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            {
                // The pod, or this run of its container.
                return;
            }
            catch (Exception broken) when (broken is IOException or KubernetesException { StatusCode: null or >= HttpStatusCode.InternalServerError })
            {
                request = request with { TailLines = null, Since = null, SinceTime = last ?? request.SinceTime };
                await Task.Delay(s_pause, session.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static (DateTimeOffset? Time, string Text) Split(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var stamp = space < 0 ? line : line[..space];
        return DateTimeOffset.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (time, space < 0 ? "" : line[(space + 1)..])
            : (null, line);
    }

    private readonly record struct ContainerRun(string Pod, string Container, string Id);
}
