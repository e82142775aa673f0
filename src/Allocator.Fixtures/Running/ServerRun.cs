using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>Over an allocator server, which has services of the same names; templates, limits and the reaper are its own.</summary>
internal sealed class ServerRun : RunCluster
{
    private readonly AllocatorClient _client;

    public ServerRun(ClusterKey key)
    {
        try
        {
            _client = AllocatorClient.Create(options =>
            {
                options.Server = Uri.TryCreate(key.Server, UriKind.Absolute, out var address) ? address : null;
                (options.Token, options.TokenFile, options.DevelopmentUser) = (key.Token, key.TokenFile, key.Identity);
            });
        }
        catch (OptionsValidationException wrong)
        {
            throw new AllocatorException(
                $"{FixtureSettings.VariableOf(nameof(FixtureOptions.Server))} is '{key.Server}', by which no server can be reached: {wrong.Message}", wrong);
        }
    }

    public override TimeProvider Time => TimeProvider.System;

    public override Task FirstReap => Task.CompletedTask;

    public override IInstanceAllocator AllocatorOf(ServiceDefinition service, FixtureOptions options) => _client.AllocatorOf(service.Name);

    public override async Task AskAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in _client.Services.ListAsync(cancellationToken).ConfigureAwait(false))
            return;
    }

    public override ValueTask DisposeAsync() => _client.DisposeAsync();
}
