using Allocator;

namespace Template._1;

/// <summary>Creates an instance, uses it, destroys it, and ends the host.</summary>
internal sealed class Worker(IInstanceAllocator allocator, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (var instance = await allocator.CreateAsync(cancellationToken: stoppingToken))
        {
            using var client = new HttpClient { BaseAddress = new Uri(await instance.GetConnectionStringAsync("http", stoppingToken)) };
            using var written = await client.PutAsync("/milk", new StringContent("two bottles"), stoppingToken);
            written.EnsureSuccessStatusCode();
            Console.WriteLine($"{instance.Name} has a note: {await client.GetStringAsync("/milk", stoppingToken)}");
        }

        Console.WriteLine("It is destroyed.");
        lifetime.StopApplication();
    }
}
