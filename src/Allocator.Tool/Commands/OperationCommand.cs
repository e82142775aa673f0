using System.CommandLine;

namespace Allocator.Tool;

/// <summary>What suspend, resume and reset have in common.</summary>
internal static class OperationCommand
{
    public static Command Make(
        ConnectionChoice connection, string name, string help, Func<InstanceHandle, IProgress<InstanceProgress>, CancellationToken, Task> operation)
    {
        var instanceName = InstanceArgument.Make();
        var command = new Command(name, help) { instanceName };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            await using var instance = await backend.Instances.OpenAsync(given.GetValue(instanceName)!, cancellationToken);
            await ProgressView.ShowAsync(given, backend, progress => operation(instance, progress, cancellationToken), cancellationToken);
        }));
        return command;
    }
}
