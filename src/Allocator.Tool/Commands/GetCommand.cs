using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator get</c>: all that is known of one instance.</summary>
internal static class GetCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var name = InstanceArgument.Make();
        var output = OutputOption.Make();
        var command = new Command("get", "Shows one of your instances.") { name, output };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            var instance = await backend.Instances.GetAsync(given.GetValue(name)!, cancellationToken);
            var columns = InstanceColumns.Of(details: true, TimeProvider.System.GetUtcNow());
            await new ResultWriter(given, given.GetValue(output)).OneAsync(instance, instance.Name, columns);
        }));
        return command;
    }
}
