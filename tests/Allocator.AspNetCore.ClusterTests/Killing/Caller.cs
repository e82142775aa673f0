using System.Collections.Concurrent;

namespace Allocator;

/// <summary>A user of the server who creates, looks at, renews and destroys instances, and checks every answer.</summary>
internal sealed class Caller : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly AllocatorClient _client;
    private readonly string _owner;
    private readonly ConcurrentDictionary<string, bool> _held = [];
    private int _refusedForAll;
    private int _refusedForOwner;

    public Caller(Uri server, string owner, string token)
    {
        _owner = owner;
        _client = AllocatorClient.Create(options => (options.Server, options.Token, options.Handler) = (server, token, Answers));
    }

    public BrokenAnswers Answers { get; } = new();

    /// <summary>The instances that Create has given.</summary>
    public ConcurrentQueue<string> Given { get; } = new();

    /// <summary>The refusals because all places are held, and because the user's own are.</summary>
    public (int All, int PerOwner) Refused => (_refusedForAll, _refusedForOwner);

    /// <summary>Creates, and destroys what was created.</summary>
    /// <param name="number">Decides how.</param>
    /// <param name="other">Another user.</param>
    public async Task RunAsync(int number, Caller other)
    {
        if (await CreateAsync(number) is not { } handle)
            return;
        Given.Enqueue(handle.Name);
        _held[handle.Name] = true;
        Assert.Equal((_owner, InstanceState.Ready, DeployedServer.Service), (handle.Instance.Owner, handle.Instance.State, handle.Instance.Service));
        await LookAsync(number, handle, other);

        // Whatever the other one has tried: it is still there.
        var found = await Allocator.GetAsync(handle.Name, TestContext.Current.CancellationToken);
        Assert.Equal((handle.Instance.Uid, InstanceState.Ready), (found.Uid, found.State));
        handle.ThrowIfLost();
        _held.TryRemove(handle.Name, out _);
        await DestroyAsync(number, handle);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        Answers.Dispose();
    }

    private IInstanceAllocator Allocator => _client.AllocatorOf(DeployedServer.Service);

    /// <summary>Every third one waits for a place.</summary>
    private async Task<InstanceHandle?> CreateAsync(int number)
    {
        try
        {
            var options = new CreateOptions { PlaceTimeout = number / 2 % 3 == 0 ? s_patience : TimeSpan.Zero };
            return await Allocator.CreateAsync(options, cancellationToken: TestContext.Current.CancellationToken);
        }
        catch (LimitExceededException refused) when (refused.IsPerOwner)
        {
            Assert.Equal(DeployedServer.LimitPerOwner, refused.Limit);
            Assert.All(refused.Holders, holder => Assert.Equal(_owner, holder.Owner));
            Interlocked.Increment(ref _refusedForOwner);
        }
        catch (LimitExceededException refused)
        {
            Assert.Equal((DeployedServer.Limit, DeployedServer.Limit), (refused.Limit, refused.Holders.Count));
            Interlocked.Increment(ref _refusedForAll);
        }

        return null;
    }

    private async Task LookAsync(int number, InstanceHandle handle, Caller other)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        switch (number % 5)
        {
            case 0:
                var listed = await _client.Instances.ListAsync(cancellationToken).ToListAsync(cancellationToken);
                Assert.Contains(listed, instance => instance.Uid == handle.Instance.Uid);
                Assert.All(listed, instance => Assert.Equal(_owner, instance.Owner));
                break;
            case 1:
                Assert.Equal((handle.Instance.Uid, InstanceState.Ready), Facts(await handle.RenewAsync(cancellationToken)));
                break;
            case 2:
                Assert.Equal("echo (7000)", string.Join(", ", (await handle.GetPortsAsync(cancellationToken)).Select(port => $"{port.Name} ({port.Number})")));
                break;
            default:
                await MeddleAsync(other);
                break;
        }
    }

    /// <summary>Tries what only the owner may.</summary>
    private async Task MeddleAsync(Caller other)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        if (other._held.Keys.FirstOrDefault() is not { } name)
            return;
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => _client.Instances.GetAsync(name, cancellationToken));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => Allocator.OpenAsync(name, cancellationToken));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => Allocator.DestroyAsync(name, cancellationToken: cancellationToken));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => Allocator.SuspendAsync(name, cancellationToken: cancellationToken));
    }

    private async Task DestroyAsync(int number, InstanceHandle handle)
    {
        await using var disposed = handle;
        if (number % 3 == 1)
        {
            await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, TestContext.Current.CancellationToken);
        }
        else if (number % 3 == 2)
        {
            await handle.ReleaseAsync();
            await Allocator.DestroyAsync(handle.Name, cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    private static (string Uid, InstanceState State) Facts(Instance instance) => (instance.Uid, instance.State);
}
