using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary><c>allocator reap</c>: one look at all services of the namespace.</summary>
internal static class ReapCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var command = new Command("reap", "Takes away the instances whose leases have run out or whose lifetimes are over, and prints a line for each.");
        connection.RequireCluster(command, "a server takes away by itself what has expired.");
        command.SetAction((given, cancellationToken) => connection.RunOnClusterAsync(given, async backend =>
        {
            foreach (var instance in await backend.Cluster.GetRequiredService<AllocatorReaper>().ReapAsync(cancellationToken))
                await given.Output().WriteLineAsync($"{instance.Name} of {instance.Owner}, whose time ran out at {instance.ExpiresAt:u}");
        }));
        return command;
    }
}
