using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>
/// One process of many that fight for places, and may be killed at any moment. Arguments: kubeconfig, owner, lease in seconds, number of rounds, limits: round r is
/// about the service round-r, whose limit is the r-th of the limits, which are repeated. It writes "ready" when it has created and destroyed once. Then it reads
/// commands: "fight ROUND LOOPS SEED" begins so many loops of create, hold and destroy; "rest" ends them, also what waits for a place, and is answered with "rested".
/// Every step of a loop is written before it is taken, so that the last line tells where a kill met it.
/// </summary>
internal sealed class Fighting(ServiceProvider provider)
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(string[] args)
    {
        var (kubeconfig, owner) = (args[0], args[1]);
        var (lease, rounds, limits) = (TimeSpan.FromSeconds(Number(args[2])), Number(args[3]), args[4].Split(',').Select(Number).ToArray());
        var services = new ServiceCollection();
        var builder = services.AddAllocator(options => (options.Kubeconfig, options.Identity) = (kubeconfig, owner));
        void Add(string service, int? limit) => builder.AddService(
            service, options => (options.Template, options.MaxInstances, options.MaxInstancesPerOwner, options.Lease) = (TestTemplates.ConfigMap, limit, null, lease));
        Add("warm", 1000);
        for (var round = 0; round < rounds; round++)
            Add($"round-{round}", limits[round % limits.Length]);

        await using var provider = services.BuildServiceProvider();
        var fighting = new Fighting(provider);
        await fighting.WarmUpAsync();
        Console.WriteLine("ready");
        await fighting.ObeyAsync();
        return 0;
    }

    private IInstanceAllocator Allocator(string service) => provider.GetRequiredKeyedService<IInstanceAllocator>(service);

    private async Task WarmUpAsync()
    {
        while (true)
        {
            try
            {
                await using var handle = await Allocator("warm").CreateAsync();
                return;
            }
            catch (ClusterUnavailableException)
            {
                // Who has never been answered gives up after 5 s; a machine on which many processes start can be that slow.
            }
        }
    }

    private async Task ObeyAsync()
    {
        var rest = new CancellationTokenSource();
        Task[] loops = [];
        while (await Console.In.ReadLineAsync() is { } command && command != "end")
        {
            if (command == "rest")
            {
                await rest.CancelAsync();
                await Task.WhenAll(loops);
                Console.WriteLine("rested");
                continue;
            }

            var words = command.Split(' ');
            rest.Dispose();
            rest = new CancellationTokenSource();
            var token = rest.Token;
            loops = [.. Enumerable.Range(0, Number(words[2])).Select(loop => Task.Run(() => LoopAsync($"round-{words[1]}", loop, new Random(Number(words[3]) + loop), token)))];
        }

        rest.Dispose();
    }

    private async Task LoopAsync(string service, int loop, Random random, CancellationToken rest)
    {
        var allocator = Allocator(service);
        try
        {
            while (!rest.IsCancellationRequested)
            {
                Console.WriteLine($"creating {loop}");
                var handle = await allocator.CreateAsync(new CreateOptions { PlaceTimeout = s_longestWait }, cancellationToken: rest);
                Console.WriteLine($"holding {loop} {handle.Name}");
                await Task.Delay(random.Next(20, 60), CancellationToken.None);
                handle.ThrowIfLost();
                Console.WriteLine($"destroying {loop} {handle.Name}");
                await handle.DestroyAsync(cancellationToken: CancellationToken.None);
                await handle.DisposeAsync();
            }
        }
        catch (OperationCanceledException) when (rest.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            Console.WriteLine($"failed {loop} {failure.ToString().ReplaceLineEndings(" | ")}");
        }

        Console.WriteLine($"resting {loop}");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
