using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>RFC 7386.</summary>
internal static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject members)
                target[name] = Apply(target[name] as JsonObject is { } child ? Detach(target, name, child) : [], members);
            else
                target[name] = value.DeepClone();
        }

        return target;
    }

    private static JsonObject Detach(JsonObject parent, string name, JsonObject child)
    {
        parent.Remove(name);
        return child;
    }
}
