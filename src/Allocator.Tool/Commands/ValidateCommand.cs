using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary><c>allocator validate</c>: whether a service's template can become an instance.</summary>
internal static class ValidateCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var service = new ServiceChoice();
        var parameters = ParameterOption.Make();
        var offline = new Option<bool>("--offline") { Description = "Leaves the dry run out, and so the cluster, unless the service is published there." };
        var command = new Command(
            "validate",
            "Renders a service's template with sample data, checks it, and has the cluster check it by a dry run. Nothing is created.")
        {
            parameters, offline,
        };
        service.AddTo(command);
        connection.RequireCluster(command, "a server does not show its templates.");
        command.SetAction((given, cancellationToken) => connection.RunOnClusterAsync(given, async backend =>
        {
            var sample = await SampleInstance.OfAsync(given, backend, service, given.GetValue(parameters)!, cancellationToken);
            var prepared = await sample.PrepareAsync(cancellationToken);
            foreach (var warning in prepared.Warnings)
                await given.Error().WriteLineAsync($"warning: {warning}");
            if (!given.GetValue(offline))
            {
                var validator = backend.Cluster.GetRequiredKeyedService<ITemplateValidator>(sample.Service);
                await validator.ValidateAsync(new CreateOptions { Parameters = sample.Parameters }, cancellationToken);
            }

            var kinds = string.Join(", ", prepared.Objects.GroupBy(obj => obj.Kind.Kind).Select(kind => kind.Count() == 1 ? kind.Key : $"{kind.Count()} {kind.Key}"));
            await given.Output().WriteLineAsync($"{sample.Service} is valid{(given.GetValue(offline) ? ", as far as can be told without the cluster" : "")}: {kinds}");
        }, service.Template));
        return command;
    }
}
