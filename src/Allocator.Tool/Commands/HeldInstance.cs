using System.CommandLine;

namespace Allocator.Tool;

/// <summary>An instance that lives as long as the command that created it.</summary>
internal static class HeldInstance
{
    /// <summary>Says how to reach the instance, and waits for the end: the user's, or the instance's. Its handle's disposal destroys it.</summary>
    /// <exception cref="InstanceLostException">Somebody else ended it.</exception>
    public static async Task HoldAsync(ParseResult given, InstanceHandle instance, CancellationToken cancellationToken)
    {
        var endpoints = await instance.ConnectAllAsync(cancellationToken);
        try
        {
            foreach (var endpoint in endpoints)
                await given.Output().WriteLineAsync($"{endpoint.Name ?? $"port {endpoint.ContainerPort}"}\t{endpoint}");
            foreach (var name in instance.ConnectionStringNames)
                await given.Output().WriteLineAsync($"connection string {name}\t{await instance.GetConnectionStringAsync(name, cancellationToken)}");
            await given.Error().WriteLineAsync($"{instance.Name} is held. Ctrl-C destroys it.");
            await Interruption.WaitAsync(cancellationToken, instance.Lost);
            instance.ThrowIfLost();
        }
        finally
        {
            foreach (var endpoint in endpoints)
                await endpoint.DisposeAsync();
        }
    }
}
