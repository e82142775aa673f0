using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator destroy</c>: ends instances, with their disks.</summary>
internal static class DestroyCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var names = InstanceArgument.MakeSeveral();
        var wait = new Option<bool>("--wait") { Description = "Returns only when all that belonged to them is gone." };
        var command = new Command("destroy", "Destroys instances with their disks.") { names, wait };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            var code = ExitCodes.Done;
            foreach (var name in given.GetValue(names)!)
            {
                // One that is not there must not keep the others.
                var one = await Failures.ExplainAsync(given, backend, () => DestroyAsync(given, backend, name, given.GetValue(wait), cancellationToken));
                code = code == ExitCodes.Done ? one : code;
                cancellationToken.ThrowIfCancellationRequested();
            }

            return code;
        }));
        return command;
    }

    private static async Task<int> DestroyAsync(ParseResult given, Backend backend, string name, bool wait, CancellationToken cancellationToken)
    {
        await using var instance = await backend.Instances.OpenAsync(name, cancellationToken);
        await instance.DestroyAsync(new DestroyOptions { WaitUntilGone = wait }, cancellationToken);
        await given.Error().WriteLineAsync($"{name} {(wait ? "is gone" : "is destroyed")}.");
        return ExitCodes.Done;
    }
}
