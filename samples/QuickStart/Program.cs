using System.Net.Sockets;
using System.Text;
using Allocator;
using QuickStart;

if (Arguments.Parse(args) is not { } arguments)
    return 2;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

try
{
    await using var allocator = InstanceAllocator.Create(
        "echo",
        service =>
        {
            service.TemplatePath = "echo.yaml.gotmpl";
            service.Parameters["image"] = arguments.Image;
            service.Disk.Size = "100Mi";
        },
        options =>
        {
            options.Kubeconfig = arguments.Kubeconfig;
            options.Context = arguments.Context;
            options.Namespace = arguments.Namespace;
        });

    Console.WriteLine("Creating an instance of 'echo':");
    await using var instance = await allocator.CreateAsync(progress: new ConsoleProgress(), cancellationToken: interrupted.Token);

    await using var endpoint = await instance.ConnectAsync("echo", interrupted.Token);
    Console.WriteLine($"\n{instance.Name} is reachable at {endpoint} from here, and at {endpoint.ClusterHost}:{endpoint.ClusterPort} in the cluster.");
    Console.WriteLine($"Sent and received: {await EchoAsync(endpoint, "hello, instance", interrupted.Token)}");

    Console.WriteLine("\nYour instances:");
    await foreach (var mine in allocator.ListAsync(interrupted.Token))
        Console.WriteLine($"  {mine.Name}  {mine.State}  of {mine.Owner}, created {mine.CreatedAt:u}, expires {mine.ExpiresAt:u} unless renewed");

    Console.WriteLine("\nA second Create is refused:");
    try
    {
        await allocator.CreateAsync(cancellationToken: interrupted.Token);
        Console.Error.WriteLine("It was not: the limit of one instance per owner does not hold.");
        return 1;
    }
    catch (LimitExceededException refusal)
    {
        Console.WriteLine($"  {refusal.Message}");
    }

    Console.WriteLine("\nDestroying it, and waiting until nothing is left:");
    await instance.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, interrupted.Token);
    var left = await allocator.ListAsync(interrupted.Token).CountAsync(interrupted.Token);
    Console.WriteLine($"  gone: no Lease, Deployment, pod or disk of {instance.Name} is left; you have {left} instances.");
    return left == 0 ? 0 : 1;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted; nothing is left in the cluster.");
    return 130;
}
catch (Exception failure) when (failure is AllocatorException or Microsoft.Extensions.Options.OptionsValidationException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

static async Task<string> EchoAsync(InstanceEndpoint endpoint, string text, CancellationToken cancellationToken)
{
    using var client = new TcpClient();
    await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
    var stream = client.GetStream();
    var bytes = Encoding.UTF8.GetBytes(text);
    await stream.WriteAsync(bytes, cancellationToken);
    await stream.ReadExactlyAsync(bytes, cancellationToken);
    return Encoding.UTF8.GetString(bytes);
}
