using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Readme;

/// <summary>The README's code, as it stands there; <see cref="ReadmeTests"/> compares.</summary>
internal static class Snippets
{
    public static async Task FirstTenLinesAsync()
    {
        await using var allocator = InstanceAllocator.Create("echo", service => service.TemplatePath = "echo.yaml.gotmpl");
        await using var instance = await allocator.CreateAsync();
        await using var endpoint = await instance.ConnectAsync("echo");

        using var client = new TcpClient(endpoint.Host, endpoint.Port);
    }

    public static void Host(IServiceCollection services)
    {
        services.AddAllocator(options => options.Namespace = "tests")
            .AddService("postgres", service =>
            {
                service.TemplatePath = "postgres.yaml.gotmpl";
                service.MaxInstances = 20;
                service.MaxInstancesPerOwner = 2;
                service.Disk.Size = "1Gi";
            });
    }

    public static void Configured(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAllocator(configuration.GetSection("Allocator"));
    }
}
