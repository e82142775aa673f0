using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal static class Reviews
{
    public static IEnumerable<(string Group, string Version)> Versions => [];

    public static IEnumerable<JsonObject> Resources(string group, string version) => [];
}
