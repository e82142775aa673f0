using System.Net.Sockets;
using System.Text;
using Allocator;

namespace QuickStart;

/// <summary>A busybox that sends back what it receives: for real clusters, which have or pull its image.</summary>
internal sealed class EchoService(string image) : DemonstratedService
{
    public override string Name => "echo";

    public override string Port => "echo";

    public override void Configure(ServiceOptions options)
    {
        options.TemplatePath = "echo.yaml.gotmpl";
        options.Parameters["image"] = image;
        options.Disk.Size = "100Mi";
    }

    public override Task UseAsync(InstanceEndpoint endpoint, CancellationToken cancellationToken) =>
        EchoAsync(endpoint, "hello, instance", cancellationToken);

    public override Task UseAgainAsync(InstanceEndpoint endpoint, CancellationToken cancellationToken) =>
        EchoAsync(endpoint, "hello, next pod", cancellationToken);

    private static async Task EchoAsync(InstanceEndpoint endpoint, string text, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
        var stream = client.GetStream();
        var bytes = Encoding.UTF8.GetBytes(text);
        await stream.WriteAsync(bytes, cancellationToken);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        Console.WriteLine($"  sent and received: {Encoding.UTF8.GetString(bytes)}");
    }
}
