using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator get</c>: all that is known of one instance.</summary>
internal static class GetCommand
{
    public static Command Make(ClusterOptions cluster)
    {
        var name = InstanceArgument.Make();
        var output = OutputOption.Make();
        var command = new Command("get", "Shows one of your instances.") { name, output };
        command.SetAction((given, cancellationToken) => Failures.ExplainAsync(given, async () =>
        {
            await using var backend = cluster.Connect(given);
            var instance = await backend.Instances.GetAsync(given.GetValue(name)!, cancellationToken);
            var columns = InstanceColumns.Of(details: true, TimeProvider.System.GetUtcNow());
            await new ResultWriter(given, given.GetValue(output)).OneAsync(instance, instance.Name, columns);
        }));
        return command;
    }
}
