using System.CommandLine;
using Microsoft.Extensions.Options;

namespace Allocator.Tool;

/// <summary>What a command that fails says, and its exit code: 1. What the library throws is for people; its stack trace is not.</summary>
internal static class Failures
{
    public static async Task<int> ExplainAsync(ParseResult given, Func<Task> command)
    {
        try
        {
            await command();
            return 0;
        }
        catch (Exception failure) when (failure is AllocatorException or OptionsValidationException)
        {
            await given.InvocationConfiguration.Error.WriteLineAsync($"allocator: {failure.Message}");
            return 1;
        }
    }
}
