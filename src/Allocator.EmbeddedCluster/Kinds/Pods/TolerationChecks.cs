using System.Text.Json;

namespace Allocator.Embedded;

internal static class TolerationChecks
{
    public static IEnumerable<FieldError> Check(JsonElement tolerations, string path) =>
        tolerations.Elements().Index().SelectMany(toleration => CheckOne(toleration.Item, $"{path}[{toleration.Index}]"));

    private static IEnumerable<FieldError> CheckOne(JsonElement toleration, string path)
    {
        var (key, @operator) = (toleration.Text("key"), toleration.Text("operator"));
        var (value, effect) = (toleration.Text("value"), toleration.Text("effect"));
        if (key.Length > 0)
        {
            foreach (var error in NameChecks.Check($"{path}.key", key, MetadataChecks.KeyProblems))
                yield return error;
        }
        else if (@operator != "Exists")
        {
            yield return FieldError.InvalidText(
                $"{path}.operator", @operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.Has("tolerationSeconds") && effect != "NoExecute")
            yield return FieldError.InvalidText($"{path}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        if (@operator is "Equal" or "")
        {
            foreach (var error in NameChecks.Check($"{path}.operator", value, MetadataChecks.LabelValueProblem))
                yield return error;
        }
        else if (@operator != "Exists")
        {
            yield return FieldError.Unsupported($"{path}.operator", @operator, "Equal", "Exists");
        }
        else if (value.Length > 0)
        {
            yield return FieldError.Invalid($"{path}.operator", Shown(toleration), "value must be empty when `operator` is 'Exists'");
        }

        if (effect is not ("" or "NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            yield return FieldError.Unsupported($"{path}.effect", effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
    }

    private static string Shown(JsonElement toleration) =>
        $"core.Toleration{{Key:{GoValues.Quote(toleration.Text("key"))}, Operator:{GoValues.Quote(toleration.Text("operator"))}, " +
        $"Value:{GoValues.Quote(toleration.Text("value"))}, Effect:{GoValues.Quote(toleration.Text("effect"))}, TolerationSeconds:(*int64)(nil)}}";
}
