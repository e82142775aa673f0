using System.CommandLine;
using System.Globalization;

namespace Allocator.Tool;

/// <summary><c>allocator services</c>: what can be created.</summary>
internal static class ServicesCommand
{
    private static IReadOnlyList<Column<ServiceDescription>> Columns(Backend backend) =>
    [
        new("NAME", service => service.Name),
        new("LIMIT", service => Limit(service, service.MaxInstances)),
        new("PER OWNER", service => Limit(service, service.MaxInstancesPerOwner)),
        new("LIFETIME", service => service.Error is not null ? "" : service.Lifetime is { } lifetime ? DurationText.Of(lifetime) : "none"),
        new("VERSION", service => service.Version),
        new("FROM", service => service.IsPublished ? "cluster" : backend.Home),
        new("PARAMETERS", service => string.Join(' ', service.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(Parameter))),
        new("ERROR", service => service.Error ?? "", _ => "red"),
    ];

    public static Command Make(ConnectionChoice connection)
    {
        var details = new Option<bool>("--long", "-l") { Description = "Shows limits and parameters also in a pipe, where otherwise there are names alone." };
        var output = OutputOption.Make();
        var command = new Command("services", "Lists what can be created: the services of the configuration, and those that are published in the cluster; at a server, its services.") { details, output };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            var services = await backend.Catalog.ListAsync(cancellationToken).ToListAsync(cancellationToken);
            await new ResultWriter(given, given.GetValue(output)).ListAsync(services, service => service.Name, Columns(backend), given.GetValue(details));
            if (services.Count == 0 && Terminal.IsTerminal(given.Error()))
                await given.Error().WriteLineAsync($"There are no services here. {backend.AdviceWithoutServices}");
        }));
        return command;
    }

    private static string Limit(ServiceDescription service, int? limit) => service.Error is not null ? "" : limit?.ToString(CultureInfo.InvariantCulture) ?? "none";

    /// <summary>As one would write it for <c>--param</c>: with its default, or with what it must be.</summary>
    private static string Parameter(KeyValuePair<string, ParameterDescription> parameter)
    {
        var (name, declared) = parameter;
        var kinds = declared.AllowedValues.Count > 0 ? string.Join('|', declared.AllowedValues) : declared.Type.ToString().ToUpperInvariant();
        return declared.Default is { } value ? $"{name}={value}" : declared.Required ? $"{name}={kinds}" : $"[{name}={kinds}]";
    }
}
