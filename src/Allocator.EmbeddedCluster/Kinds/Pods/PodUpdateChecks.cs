using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>What may change of a pod: images, a shorter deadline, more tolerations.</summary>
internal static class PodUpdateChecks
{
    private const string Immutable =
        "pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or " +
        "`spec.tolerations` (only additions to existing tolerations)";

    public static IEnumerable<FieldError> Check(JsonElement spec, JsonElement old)
    {
        foreach (var member in (string[])["containers", "initContainers"])
        {
            if (spec.Member(member).Elements().Count() == old.Member(member).Elements().Count())
                continue;
            yield return FieldError.Forbidden($"spec.{member}", "pod updates may not add or remove containers");
            yield break;
        }

        if (DeadlineError(spec.Number("activeDeadlineSeconds"), old.Number("activeDeadlineSeconds")) is { } error)
        {
            yield return error;
            if (spec.Has("activeDeadlineSeconds"))
                yield break;
        }

        if (TolerationError(spec.Member("tolerations"), old.Member("tolerations")) is { } tolerationError)
            yield return tolerationError;
        if (!JsonNode.DeepEquals(Fixed(spec), Fixed(old)))
            yield return FieldError.Forbidden("spec", Immutable);
    }

    private static FieldError? DeadlineError(long? deadline, long? old)
    {
        const string field = "spec.activeDeadlineSeconds";
        return (deadline, old) switch
        {
            (null, not null) => FieldError.Invalid(field, "null", "must not update from a positive integer to nil value"),
            ({ } now, { } before) when now > before => NumberChecks.Invalid(field, now, "must be less than or equal to previous value"),
            _ => null,
        };
    }

    private static FieldError? TolerationError(JsonElement tolerations, JsonElement old)
    {
        var now = tolerations.Elements().Select(WithoutSeconds).ToList();
        return old.Elements().Select(WithoutSeconds).All(before => now.Exists(toleration => JsonNode.DeepEquals(toleration, before)))
            ? null
            : FieldError.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
    }

    private static JsonObject WithoutSeconds(JsonElement toleration)
    {
        var copy = toleration.ToObject();
        copy.Remove("tolerationSeconds");
        return copy;
    }

    private static JsonObject Fixed(JsonElement spec)
    {
        var copy = spec.ToObject();
        copy.Remove("activeDeadlineSeconds");
        copy.Remove("tolerations");
        foreach (var container in (copy.Array("containers") ?? []).Concat(copy.Array("initContainers") ?? []).OfType<JsonObject>())
            container.Remove("image");
        return copy;
    }
}
