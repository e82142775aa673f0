using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator render</c>: what a template makes.</summary>
internal static class RenderCommand
{
    public static Command Make(ClusterOptions cluster)
    {
        var service = new ServiceChoice();
        var parameters = ParameterOption.Make();
        var command = new Command(
            "render", "Prints what a service's template renders for a sample instance. It needs no cluster, unless the service is published there.") { parameters };
        service.AddTo(command);
        command.SetAction((given, cancellationToken) => Failures.ExplainAsync(given, async () =>
        {
            await using var backend = cluster.Connect(given, service.Template(given));
            var sample = await SampleInstance.OfAsync(given, backend, service, given.GetValue(parameters)!, cancellationToken);
            var text = sample.RenderText();
            await given.Output().WriteAsync(text.EndsWith('\n') ? text : text + "\n");
        }));
        return command;
    }
}
