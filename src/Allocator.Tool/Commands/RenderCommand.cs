using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator render</c>: what a template makes.</summary>
internal static class RenderCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var service = new ServiceChoice();
        var parameters = ParameterOption.Make();
        var command = new Command(
            "render", "Prints what a service's template renders for a sample instance. It needs no cluster, unless the service is published there.") { parameters };
        service.AddTo(command);
        connection.RequireCluster(command, "a server does not show its templates.");
        command.SetAction((given, cancellationToken) => connection.RunOnClusterAsync(given, async backend =>
        {
            var sample = await SampleInstance.OfAsync(given, backend, service, given.GetValue(parameters)!, cancellationToken);
            var text = sample.RenderText();
            await given.Output().WriteAsync(text.EndsWith('\n') ? text : text + "\n");
        }, service.Template));
        return command;
    }
}
