using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>
/// Does not let a server start that takes callers at their word and that others can reach. Until then the scheme itself refuses whoever is not on
/// this machine.
/// </summary>
internal sealed class LoopbackCheck(IServer server, IOptions<AllocatorServerOptions> options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Development.Enabled)
            return Task.CompletedTask;
        var others = (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Where(address => !Loopback.IsAddress(address)).ToList();
        return others.Count == 0 ? Task.CompletedTask : throw new AllocatorException(
            $"{AllocatorServerOptions.SectionName}:{nameof(options.Value.Development)} takes everybody at their word, so the server must listen on loopback "
            + $"addresses only, but it listens on {string.Join(", ", others)}. "
            + "Set --urls=http://127.0.0.1:8080, or another sign-in.");
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
