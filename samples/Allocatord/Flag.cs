namespace Allocatord;

/// <summary>A flag of the command line, or its environment variable: a setting under a short name.</summary>
/// <param name="Name">The name: <c>--max-instances</c> on the command line, <c>ALLOCATOR_MAX_INSTANCES</c> in the environment.</param>
/// <param name="Value">What its value is, for the help.</param>
/// <param name="Setting">The settings that it sets, of the service that <c>--server-name</c> names.</param>
/// <param name="Help">What it is for.</param>
internal sealed record Flag(string Name, string Value, Func<string, string> Setting, string Help)
{
    /// <summary>Whether its value is a list with commas between.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether its value is a path, from the working directory.</summary>
    public bool IsPath { get; init; }

    public string Variable => "ALLOCATOR_" + Name.Replace('-', '_').ToUpperInvariant();
}
