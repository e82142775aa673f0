using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Labels and what selects by them, anywhere in an object.</summary>
internal static class LabelChecks
{
    public static IEnumerable<FieldError> Labels(JsonElement labels, string path)
    {
        foreach (var label in labels.Members())
        {
            foreach (var error in NameChecks.Check(path, label.Name, MetadataChecks.KeyProblems))
                yield return error;
            foreach (var error in NameChecks.Check(path, label.Value.Text(), MetadataChecks.LabelValueProblem))
                yield return error;
        }
    }

    public static IEnumerable<FieldError> Selector(JsonElement selector, string path)
    {
        foreach (var error in Labels(selector.Member("matchLabels"), $"{path}.matchLabels"))
            yield return error;
        foreach (var (i, expression) in selector.Member("matchExpressions").Elements().Index())
        {
            foreach (var error in Expression(expression, $"{path}.matchExpressions[{i}]"))
                yield return error;
        }
    }

    public static bool IsEmpty(JsonElement selector) =>
        !selector.Member("matchLabels").Members().Any() && !selector.Member("matchExpressions").Elements().Any();

    /// <summary>Whether a selector that is right in itself selects labels. An absent one selects nothing, an empty one everything.</summary>
    public static bool Selects(JsonElement selector, JsonElement labels)
    {
        if (selector.ValueKind != JsonValueKind.Object)
            return false;
        var texts = labels.Texts();
        return selector.Member("matchLabels").Members().All(label => texts.TryGetValue(label.Name, out var value) && value == label.Value.Text())
            && selector.Member("matchExpressions").Elements().All(expression => Satisfies(expression, texts));
    }

    private static bool Satisfies(JsonElement expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.Text("key"));
        var isListed = value is not null && expression.Member("values").Elements().Any(item => item.Text() == value);
        return expression.Text("operator") switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            "Exists" => value is not null,
            _ => value is null,
        };
    }

    private static IEnumerable<FieldError> Expression(JsonElement expression, string path)
    {
        var hasValues = expression.Member("values").Elements().Any();
        switch (expression.Text("operator"))
        {
            case "In" or "NotIn":
                if (!hasValues)
                    yield return FieldError.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist":
                if (hasValues)
                    yield return FieldError.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case var other:
                yield return FieldError.InvalidText($"{path}.operator", other, "not a valid selector operator");
                break;
        }

        foreach (var error in NameChecks.Check($"{path}.key", expression.Text("key"), MetadataChecks.KeyProblems))
            yield return error;
    }
}
