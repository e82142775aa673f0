using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>The file that describes services as hosts' configurations do, in its section <c>Allocator</c>.</summary>
internal static class Configuration
{
    public const string FileName = "allocator.json";

    /// <summary>The file that was named, or the one in the current folder; null if there is none.</summary>
    /// <exception cref="AllocatorException">The named file is not there.</exception>
    public static string? Find(string? named)
    {
        if (named is null)
            return File.Exists(FileName) ? Path.GetFullPath(FileName) : null;
        return File.Exists(named) ? Path.GetFullPath(named) : throw new AllocatorException($"There is no file '{named}', which --config names.");
    }

    /// <summary>The allocator as the file describes it; templates are looked for beside the file first.</summary>
    /// <exception cref="AllocatorException">The file is not JSON.</exception>
    public static IAllocatorBuilder AddAllocator(IServiceCollection services, string? file)
    {
        if (file is null)
            return services.AddAllocator();
        try
        {
            var builder = services.AddAllocator(new ConfigurationBuilder().AddJsonFile(file).Build());
            services.PostConfigureAll<ServiceOptions>(service => service.TemplatePath = Beside(file, service.TemplatePath));
            return builder;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or FormatException or ArgumentException)
        {
            throw new AllocatorException($"{file} cannot be used: {wrong.GetBaseException().Message}", wrong);
        }
    }

    private static string? Beside(string file, string? template) =>
        template is not null && Path.Combine(Path.GetDirectoryName(file)!, template) is var beside && File.Exists(beside) ? beside : template;
}
