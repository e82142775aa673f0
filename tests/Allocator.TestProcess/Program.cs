using Allocator;

// One contender of a test with several processes. Arguments: kubeconfig, service, owner, limit per owner, limit in all (0: none), creations at once,
// lease in seconds (0: the default). It reads commands from standard input and answers each with a line: "create" tries as many creations at once as
// it was told and says what became of them (names and "refused"); "destroy" destroys what it has; "end" ends it.
var (kubeconfig, service, owner) = (args[0], args[1], args[2]);
var (perOwner, inAll, atOnce, lease) = (Positive(args[3]), Positive(args[4]), Positive(args[5]) ?? 1, Positive(args[6]));

await using var allocator = InstanceAllocator.Create(
    service,
    options =>
    {
        options.Template = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Name }}
            """;
        options.MaxInstancesPerOwner = perOwner;
        options.MaxInstances = inAll;
        if (lease is { } seconds)
            options.Lease = TimeSpan.FromSeconds(seconds);
    },
    options =>
    {
        options.Kubeconfig = kubeconfig;
        options.Identity = owner;
    });

var held = new List<InstanceHandle>();
while (await Console.In.ReadLineAsync() is { } command && command != "end")
{
    Console.WriteLine(command switch
    {
        "create" => string.Join(' ', await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => TryCreateAsync()))),
        "destroy" => await DestroyAsync(),
        _ => $"unknown command {command}",
    });
}

return 0;

static int? Positive(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is var number and > 0 ? number : null;

async Task<string> TryCreateAsync()
{
    try
    {
        var handle = await allocator.CreateAsync();
        lock (held)
            held.Add(handle);
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

async Task<string> DestroyAsync()
{
    await Task.WhenAll(held.Select(handle => handle.DisposeAsync().AsTask()));
    held.Clear();
    return "destroyed";
}
