using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator destroy</c>: ends instances, with their disks.</summary>
internal static class DestroyCommand
{
    public static Command Make(ClusterOptions cluster)
    {
        var names = InstanceArgument.MakeSeveral();
        var wait = new Option<bool>("--wait") { Description = "Returns only when all that belonged to them is gone." };
        var command = new Command("destroy", "Destroys instances with their disks.") { names, wait };
        command.SetAction((given, cancellationToken) => Failures.ExplainAsync(given, async () =>
        {
            await using var backend = cluster.Connect(given);
            var code = ExitCodes.Done;
            foreach (var name in given.GetValue(names)!)
            {
                // One that is not there must not keep the others.
                var one = await Failures.ExplainAsync(given, () => DestroyAsync(given, backend, name, given.GetValue(wait), cancellationToken));
                code = code == ExitCodes.Done ? one : code;
                cancellationToken.ThrowIfCancellationRequested();
            }

            return code;
        }));
        return command;
    }

    private static async Task DestroyAsync(ParseResult given, Backend backend, string name, bool wait, CancellationToken cancellationToken)
    {
        await using var instance = await backend.Instances.OpenAsync(name, cancellationToken);
        await instance.DestroyAsync(new DestroyOptions { WaitUntilGone = wait }, cancellationToken);
        await given.Error().WriteLineAsync($"{name} {(wait ? "is gone" : "is destroyed")}.");
    }
}
