using System.CommandLine;
using System.Net.Sockets;

namespace Allocator.Tool;

/// <summary><c>allocator connect</c>: a local port whose connections go to an instance, until Ctrl-C.</summary>
internal static class ConnectCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var name = InstanceArgument.Make();
        var port = new Argument<ConnectedPort?>("PORT[:LOCAL]")
        {
            Description = "The port's name or number in the pod, and the local one; a free one if that is left out. May be left out if the instance has only one port.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result =>
            {
                if (ConnectedPort.TryParse(result.Tokens[0].Value) is { } parsed)
                    return parsed;
                result.AddError($"'{result.Tokens[0].Value}' is no port. Write PORT or PORT:LOCAL, such as 5432, postgres or postgres:15432.");
                return null;
            },
        };
        var command = new Command("connect", "Listens on 127.0.0.1, prints where, and passes connections to an instance until Ctrl-C.") { name, port };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            await using var instance = await backend.Instances.OpenAsync(given.GetValue(name)!, cancellationToken);
            var wanted = given.GetValue(port) ?? new ConnectedPort(null, null, 0);
            await wanted.CheckAsync(instance, cancellationToken);
            var options = new PortForwardListenerOptions { Port = wanted.Local, ConnectionFailed = failure => given.Error().WriteLine($"allocator: A connection failed: {failure.Message}") };
            await using var listener = Listen(instance, wanted, options);
            await given.Output().WriteLineAsync(listener.LocalEndPoint.ToString());
            if (Terminal.IsTerminal(given.Error()))
                await given.Error().WriteLineAsync($"Connections go to {instance.Name} until Ctrl-C.");
            await Interruption.WaitAsync(cancellationToken);
        }));
        return command;
    }

    private static PortForwardListener Listen(InstanceHandle instance, ConnectedPort port, PortForwardListenerOptions options)
    {
        try
        {
            return PortForwardListener.Start(token => port.OpenAsync(instance, token), options);
        }
        catch (SocketException taken)
        {
            throw new AllocatorException($"The local port {port.Local} cannot be listened on: {taken.Message}. Choose another, or leave it out.", taken);
        }
    }
}
