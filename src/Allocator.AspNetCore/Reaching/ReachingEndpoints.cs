using Allocator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>The ways into an instance: ports and tunnels, commands, credentials.</summary>
internal static class ReachingEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/instances/{name}/ports", PortsAsync).WithSummary("Lists the ports that an instance declares")
            .Produces<Page<InstancePort>>().Answers(ProblemKind.InstanceNotFound, ProblemKind.NotPossible);
        api.MapMethods("/instances/{name}/ports/{port}/tunnel", [HttpMethods.Get, HttpMethods.Connect], Tunnel.RunAsync)
            .WithSummary("Opens a connection to a port of an instance, by the port's name or number, as a WebSocket")
            .WithDescription(
                "Each WebSocket is one TCP connection; binary messages carry its bytes. Close code 1000: the pod closed it in order. 4000: it could not be "
                + "made, or broke, and the reason says why. 1001: the server is stopping.")
            .Produces(StatusCodes.Status101SwitchingProtocols).Answers(ProblemKind.InstanceNotFound, ProblemKind.NotPossible);
        api.MapPost("/instances/{name}/exec", ExecAsync).WithSummary("Runs a command in a container of an instance")
            .Produces<ExecResource>().Answers(ProblemKind.InstanceNotFound, ProblemKind.NotPossible);
        api.MapGet("/instances/{name}/secret", SecretAsync).WithSummary("Reads the values of an instance's Secret")
            .Produces<SecretResource>().Answers(ProblemKind.InstanceNotFound);
        api.MapGet("/instances/{name}/connection-strings", DeclaredConnectionStrings.ListAsync)
            .WithSummary("Lists an instance's connection strings, with what is needed to fill them in")
            .Produces<Page<ConnectionStringResource>>().Answers(ProblemKind.InstanceNotFound);
    }

    private static async Task<Page<InstancePort>> PortsAsync(string name, IInstanceDirectory instances, CancellationToken cancellationToken)
    {
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        return new Page<InstancePort> { Items = await handle.GetPortsAsync(cancellationToken).ConfigureAwait(false) };
    }

    private static async Task<ExecResource> ExecAsync(string name, ExecRequest request, IInstanceDirectory instances, CancellationToken cancellationToken)
    {
        if (request.Command.Count == 0 || request.Command[0].Length == 0)
            throw new RequestException("'command' must name a program.");
        using var input = request.StandardInput is { } bytes ? new MemoryStream(bytes, writable: false) : null;
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        var options = new PodExecOptions { Container = request.Container, StandardInput = input };
        var result = await handle.ExecAsync(request.Command, options, cancellationToken).ConfigureAwait(false);
        return new ExecResource
        {
            ExitCode = result.ExitCode,
            StandardOutput = result.StandardOutputBytes.ToArray(),
            StandardError = result.StandardErrorBytes.ToArray(),
        };
    }

    private static async Task<SecretResource> SecretAsync(string name, IInstanceDirectory instances, CancellationToken cancellationToken)
    {
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        return new SecretResource { Values = await handle.GetSecretAsync(cancellationToken).ConfigureAwait(false) };
    }
}
