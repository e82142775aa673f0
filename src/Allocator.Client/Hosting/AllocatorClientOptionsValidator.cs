using Microsoft.Extensions.Options;

namespace Allocator.Client;

/// <summary>Checks the settings; messages name the setting.</summary>
internal sealed class AllocatorClientOptionsValidator : IValidateOptions<AllocatorClientOptions>
{
    public ValidateOptionsResult Validate(string? name, AllocatorClientOptions options)
    {
        var problems = new List<string>();
        const string settings = nameof(AllocatorClientOptions);
        if (options.Server is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            problems.Add(
                $"{settings}.{nameof(options.Server)} must be the address of an allocator server, such as https://allocator.example.com, "
                + $"but is '{options.Server}'.");
        }

        if (new object?[] { options.Token, options.TokenFile, options.GetToken }.Count(way => way is not null) > 1)
        {
            problems.Add(
                $"{settings} has more than one token. Set one of {nameof(options.Token)}, {nameof(options.TokenFile)} and {nameof(options.GetToken)}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
