using System.Globalization;

namespace Allocator;

/// <summary>
/// One contender of a test with several processes. Arguments: kubeconfig, service, owner, limit per owner, limit in all (0: none), creations at once, lease in
/// seconds (0: the default). It reads commands from standard input and answers each with a line: "create" tries as many creations at once as it was told and
/// says what became of them (names and "refused"); "lost" waits until what it created is lost and says the exception; "destroy" destroys what it has; "end" ends it.
/// </summary>
internal sealed class Contending(InstanceAllocator allocator, int atOnce)
{
    private readonly List<InstanceHandle> _held = [];

    public static async Task<int> RunAsync(string[] args)
    {
        var (kubeconfig, service, owner) = (args[0], args[1], args[2]);
        var (perOwner, inAll, atOnce, lease) = (Positive(args[3]), Positive(args[4]), Positive(args[5]) ?? 1, Positive(args[6]));
        await using var allocator = InstanceAllocator.Create(
            service,
            options =>
            {
                options.Template = TestTemplates.ConfigMap;
                options.MaxInstancesPerOwner = perOwner;
                options.MaxInstances = inAll;
                if (lease is { } seconds)
                    options.Lease = TimeSpan.FromSeconds(seconds);
            },
            options => (options.Kubeconfig, options.Identity) = (kubeconfig, owner));
        var contender = new Contending(allocator, atOnce);
        while (await Console.In.ReadLineAsync() is { } command && command != "end")
            Console.WriteLine(await contender.AnswerAsync(command));
        return 0;
    }

    private async Task<string> AnswerAsync(string command) => command switch
    {
        "create" => string.Join(' ', await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => TryCreateAsync()))),
        "lost" => await LostAsync(),
        "destroy" => await DestroyAsync(),
        _ => $"unknown command {command}",
    };

    private async Task<string> TryCreateAsync()
    {
        try
        {
            var handle = await allocator.CreateAsync();
            lock (_held)
                _held.Add(handle);
            return handle.Name;
        }
        catch (LimitExceededException)
        {
            return "refused";
        }
        catch (AllocatorException failure)
        {
            return $"failed:{failure.Message.ReplaceLineEndings(" ").Replace(' ', '_')}";
        }
    }

    private async Task<string> LostAsync()
    {
        var handle = _held.Single();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = handle.Lost.Register(told.SetResult);
        await told.Task;
        try
        {
            handle.ThrowIfLost();
            return "not lost";
        }
        catch (AllocatorException loss)
        {
            return $"{loss.GetType().Name}: {loss.Message.ReplaceLineEndings(" ")}";
        }
    }

    private async Task<string> DestroyAsync()
    {
        await Task.WhenAll(_held.Select(handle => handle.DisposeAsync().AsTask()));
        _held.Clear();
        return "destroyed";
    }

    private static int? Positive(string text) => int.Parse(text, CultureInfo.InvariantCulture) is var number and > 0 ? number : null;
}
