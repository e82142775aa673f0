using System.Runtime.InteropServices;
using Allocator;
using Allocator.Bench;
using Allocator.Bench.Embedded;
using Allocator.Bench.Fairness;
using Allocator.Bench.Forward;
using Allocator.Bench.Load;
using Allocator.Bench.Memory;
using Allocator.Bench.Present;
using Allocator.Bench.Ready;
using Allocator.Bench.Render;
using Allocator.Bench.Renewals;
using Allocator.Bench.Requests;
using Allocator.Bench.Server;

if (Arguments.Parse(args) is not { } arguments)
    return 2;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

// What a bench has made in the cluster must go, also when a time limit ends it.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    interrupted.Cancel();
});

try
{
    return arguments.Command switch
    {
        "requests" => await RequestsBench.RunAsync(arguments, interrupted.Token),
        "embedded" => await EmbeddedBench.RunAsync(arguments, interrupted.Token),
        "forward" => await ForwardBench.RunAsync(arguments, interrupted.Token),
        "load" => await LoadBench.RunAsync(arguments, interrupted.Token),
        "present" => await PresentBench.RunAsync(arguments, interrupted.Token),
        "renewals" => await RenewalsBench.RunAsync(arguments, interrupted.Token),
        "memory" => await MemoryBench.RunAsync(arguments, interrupted.Token),
        "fairness" => await FairnessBench.RunAsync(arguments, interrupted.Token),
        "server" => await ServerBench.RunAsync(arguments, interrupted.Token),
        "creator" => await Creator.RunAsync(arguments, interrupted.Token),
        "render" => RenderBench.Run(interrupted.Token),
        _ => await ReadyBench.RunAsync(arguments, interrupted.Token),
    };
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
catch (Exception failure) when (failure is AllocatorException or KubernetesException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
