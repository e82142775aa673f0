using Allocator;
using Microsoft.Extensions.Options;

namespace Allocatord;

/// <summary>The server as a program.</summary>
internal static class Daemon
{
    /// <summary>
    /// Settings come from a file (<c>allocatord.json</c>, or as <c>ALLOCATOR_SETTINGS</c> names it), then the environment, then the flags.
    /// </summary>
    /// <exception cref="AllocatorException">A flag is not right.</exception>
    public static WebApplication Build(string[] arguments, Func<string, string?> variable)
    {
        var flags = FlagSettings.Read(arguments, variable);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:8080",
            ["Allocator:Server:ShutdownDelay"] = "00:00:05",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        });
        builder.Configuration.AddJsonFile(Path.GetFullPath(variable("ALLOCATOR_SETTINGS") ?? "allocatord.json"), optional: variable("ALLOCATOR_SETTINGS") is null);
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddInMemoryCollection(flags);
        builder.WebHost.UseUrls(builder.Configuration["urls"]!);

        // What a Create may need to end well, or to be undone; the pod's grace must be longer.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(1));
        var allocator = builder.Services.AddAllocatorServer(builder.Configuration).AddHandlebars();
        if (builder.Configuration.GetValue("ClusterServices", false))
            allocator.AddClusterServices();
        var app = builder.Build();
        app.MapAllocator();
        return app;
    }

    /// <summary>Runs until it is told to stop.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--help" or "-h"])
        {
            Console.WriteLine($"allocatord: allocates instances of services over HTTP. Each flag is also an environment variable, ALLOCATOR_<FLAG>.\n\n{Flags.Help}");
            return 0;
        }

        try
        {
            await using var app = Build(arguments, Environment.GetEnvironmentVariable);
            await app.RunAsync();
            return 0;
        }
        catch (Exception wrong) when (wrong is AllocatorException or OptionsValidationException or InvalidDataException or FileNotFoundException)
        {
            await Console.Error.WriteLineAsync($"allocatord: {wrong.Message}");
            return 1;
        }
    }
}
