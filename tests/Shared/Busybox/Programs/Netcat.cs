using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Allocator.Testing;

/// <summary><c>nc -ll -p PORT -e PROGRAM...</c>: runs the program for each connection to the pod's address; with <c>-l</c> for one only.</summary>
internal static class Netcat
{
    public static async Task<int> RunAsync(ProgramCall call)
    {
        if (call.Operands is not [("-l" or "-ll") and var mode, "-p", var port, "-e", var program, .. var arguments])
            return await call.FailAsync("usage: nc -l|-ll -p PORT -e PROGRAM [ARGUMENT...]");
        var served = call with { Arguments = [program, .. arguments] };
        using var listener = new TcpListener(new IPEndPoint(call.Host.Address, int.Parse(port, CultureInfo.InvariantCulture)));
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            return await call.FailAsync($"bind: {e.Message}");
        }

        var connections = new ConcurrentDictionary<Task, bool>();
        try
        {
            do
            {
                var client = await listener.AcceptTcpClientAsync(call.Stop);
                var connection = ServeAsync(served, client);
                connections[connection] = true;
                _ = connection.ContinueWith(ended => connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
            while (mode == "-ll");
        }
        finally
        {
            listener.Stop();
            await Task.WhenAll(connections.Keys);
        }

        return 0;
    }

    private static async Task ServeAsync(ProgramCall call, TcpClient client)
    {
        using (client)
        {
            await using var stream = client.GetStream();
            try
            {
                if (Programs.Has(call.Name))
                    await Programs.RunAsync(call with { Input = stream, Output = stream });
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side left, or the container ends.
            }
        }
    }
}
