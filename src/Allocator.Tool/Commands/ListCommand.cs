using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator list</c>: the caller's instances.</summary>
internal static class ListCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var details = new Option<bool>("--long", "-l") { Description = "Shows owner, parameters and more, also in a pipe, where otherwise there are names alone." };
        var service = new Option<string?>("--service") { Description = "Only instances of this service.", HelpName = "NAME" };
        var output = OutputOption.Make();
        var command = new Command("list", "Lists your instances, the newest first; everybody's, for an administrator.") { details, service, output };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            var only = given.GetValue(service);
            var instances = await backend.Instances.ListAsync(cancellationToken).Where(instance => only is null || instance.Service == only).ToListAsync(cancellationToken);
            var writer = new ResultWriter(given, given.GetValue(output));
            var columns = InstanceColumns.Of(given.GetValue(details), TimeProvider.System.GetUtcNow());
            await writer.ListAsync(instances, instance => instance.Name, columns, given.GetValue(details));
            if (instances.Count == 0 && Terminal.IsTerminal(given.Error()))
                await given.Error().WriteLineAsync("You have no instances here.");
        }));
        return command;
    }
}
