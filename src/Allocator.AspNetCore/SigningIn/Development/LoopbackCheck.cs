using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Does not let a server start that takes callers at their word and that others can reach. Until then the scheme itself refuses whoever is not on this machine.</summary>
internal sealed class LoopbackCheck(IServer server, IOptions<AllocatorServerOptions> options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var others = options.Value.Development.Enabled ? (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Where(address => !IsLoopback(address)).ToList() : [];
        return others.Count == 0 ? Task.CompletedTask : throw new AllocatorException(
            $"{AllocatorServerOptions.SectionName}:{nameof(options.Value.Development)} takes everybody at their word, so the server must listen on loopback addresses only, but it listens on {string.Join(", ", others)}. "
            + "Set --urls=http://127.0.0.1:8080, or another sign-in.");
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static bool IsLoopback(string address) =>
        BindingHost(address) is { } host && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    // Kestrel also writes http://+:80 and http://*:80, which are no addresses of the Uri class.
    private static string? BindingHost(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : null;
}
