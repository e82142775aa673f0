using System.Diagnostics;
using System.Runtime.InteropServices;
using Allocator;
using Microsoft.Extensions.Options;
using QuickStart;
using Samples;

if (Arguments.Parse(args) is not { } arguments)
    return 2;

using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

try
{
    await (args.Length == 0 ? OnEmbeddedClusterAsync(interrupted.Token) : OnRealClusterAsync(arguments, interrupted.Token));
    return 0;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted; nothing is left in the cluster.");
    return 130;
}
catch (Exception failure) when (failure is AllocatorException or OptionsValidationException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (Exception failure)
{
    Console.Error.WriteLine(failure);
    return 1;
}

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}

static async Task OnEmbeddedClusterAsync(CancellationToken cancellationToken)
{
    var watch = Stopwatch.StartNew();
    await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: cancellationToken);
    cluster.Images.Add(KeyValueServer.Image, KeyValueServer.RunAsync);
    Console.WriteLine($"A Kubernetes cluster runs in this process, at {cluster.Server}. It took {watch.Elapsed.TotalSeconds:0.00} s to start.\n");

    await new Demonstration(new KeyValueService(), ClusterConnection.FromKubeconfig(cluster.Kubeconfig)).RunAsync(cancellationToken);
}

static Task OnRealClusterAsync(Arguments arguments, CancellationToken cancellationToken)
{
    var connection = ClusterConnection.Discover(
        new() { Kubeconfig = arguments.Kubeconfig, Context = arguments.Context, Namespace = arguments.Namespace });
    return new Demonstration(new EchoService(arguments.Image), connection).RunAsync(cancellationToken);
}
