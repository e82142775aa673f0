using Allocator;

namespace QuickStart;

/// <summary>The life of an instance, told step by step.</summary>
internal sealed class Demonstration(DemonstratedService service, ClusterConnection connection)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var client = new ClusterClient(connection);
        await using var allocator = InstanceAllocator.Create(service.Name, service.Configure, options => options.Connection = connection);

        Console.WriteLine($"Creating an instance of '{service.Name}':");
        await using var instance = await allocator.CreateAsync(progress: new ConsoleProgress(), cancellationToken: cancellationToken);

        await using var endpoint = await instance.ConnectAsync(service.Port, cancellationToken);
        Console.WriteLine($"\n{instance.Name} is reachable at {endpoint} from here, and at {endpoint.ClusterHost}:{endpoint.ClusterPort} in the cluster:");
        await service.UseAsync(endpoint, cancellationToken);

        var lost = await PodReplacement.DeletePodAsync(client, instance.Instance, cancellationToken);
        Console.WriteLine($"\nIts pod {lost} is deleted; the next one has the same disk, at the same local address:");
        await service.UseAgainAsync(endpoint, cancellationToken);

        Console.WriteLine("\nYour instances:");
        await foreach (var mine in allocator.ListAsync(cancellationToken))
            Console.WriteLine($"  {mine.Name}  {mine.State}  of {mine.Owner}, created {mine.CreatedAt:u}, expires {mine.ExpiresAt:u} unless renewed");

        Console.WriteLine("\nA second Create is refused:");
        Console.WriteLine($"  {await RefusalAsync(allocator, cancellationToken)}");

        Console.WriteLine("\nDestroying it, and waiting until nothing is left:");
        await instance.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, cancellationToken);
        var gone = await Leftovers.AssertNoneAsync(client, instance.Instance, cancellationToken);
        Console.WriteLine($"  gone: the cluster has no {string.Join(", no ", gone.Select(kind => kind.Kind))} of {instance.Name}.");
        Console.WriteLine($"  You have {await allocator.ListAsync(cancellationToken).CountAsync(cancellationToken)} instances.");
    }

    private static async Task<string> RefusalAsync(InstanceAllocator allocator, CancellationToken cancellationToken)
    {
        try
        {
            await using var second = await allocator.CreateAsync(cancellationToken: cancellationToken);
            throw new AllocatorException($"It was not, {second.Name} was created: the limit of one instance per owner does not hold.");
        }
        catch (LimitExceededException refusal)
        {
            return refusal.Message;
        }
    }
}
