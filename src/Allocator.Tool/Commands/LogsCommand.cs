using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator logs</c>: what the instance's containers write.</summary>
internal static class LogsCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var name = InstanceArgument.Make();
        var follow = new Option<bool>("--follow", "-f") { Description = "Goes on with what is written from now on, also by pods that come later, until Ctrl-C or until all containers have ended." };
        var container = new Option<string?>("--container", "-c") { Description = "The container, in pods that have several.", HelpName = "NAME" };
        var tail = new Option<int?>("--tail") { Description = "Only so many lines of each container, the last ones.", HelpName = "LINES" };
        var since = Duration.Option("--since", "Only what is not older than this.");
        var previous = new Option<bool>("--previous") { Description = "The log of the run before the present one, of a container that was restarted." };
        var command = new Command("logs", "Prints the logs of an instance's pods.") { name, follow, container, tail, since, previous };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            var options = new PodLogOptions
            {
                Container = given.GetValue(container),
                TailLines = given.GetValue(tail),
                Since = given.GetValue(since),
                Previous = given.GetValue(previous),
            };
            await using var instance = await backend.Instances.OpenAsync(given.GetValue(name)!, cancellationToken);
            if (given.GetValue(follow))
                await FollowAsync(given.Output(), instance, options, cancellationToken);
            else
                await given.Output().WriteAsync(await instance.ReadLogsAsync(options, cancellationToken));
        }));
        return command;
    }

    /// <summary>As <c>tail -f</c> of several files: a headline wherever another container goes on.</summary>
    private static async Task FollowAsync(TextWriter output, InstanceHandle instance, PodLogOptions options, CancellationToken cancellationToken)
    {
        (string, string)? last = null;
        await foreach (var line in instance.FollowLogsAsync(options, cancellationToken))
        {
            if (last is not null && last != (line.Pod, line.Container))
                await output.WriteLineAsync($"==> {line.Pod} {line.Container} <==");
            last = (line.Pod, line.Container);
            await output.WriteLineAsync(line.Text);
            await output.FlushAsync(cancellationToken);
        }
    }
}
