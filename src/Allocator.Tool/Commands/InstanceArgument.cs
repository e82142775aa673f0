using System.CommandLine;

namespace Allocator.Tool;

/// <summary>The instance that a command is about.</summary>
internal static class InstanceArgument
{
    public static Argument<string> Make() => new("NAME") { Description = "The instance's name, as create printed it and list shows it." };
}
