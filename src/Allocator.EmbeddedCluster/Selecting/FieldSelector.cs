using System.Text;

namespace Allocator.Embedded;

/// <summary>Which values some fields of objects must have.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/"/>.</remarks>
internal sealed class FieldSelector
{
    private readonly List<(Func<StoredObject, string> Read, string Value, bool IsEqual)> _terms = [];

    public static FieldSelector Everything { get; } = new();

    /// <summary>The name that it demands, if any: then no other object needs to be looked at.</summary>
    public string? Name { get; private set; }

    public bool Matches(StoredObject obj)
    {
        foreach (var (read, value, isEqual) in _terms)
        {
            if (read(obj) == value != isEqual)
                return false;
        }

        return true;
    }

    /// <summary>Reads <c>metadata.name=x,status.phase!=Running</c>.</summary>
    /// <exception cref="ApiException">400: it cannot be read, or the kind's objects cannot be selected by that field.</exception>
    public static FieldSelector Parse(string text, KindDefinition kind)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Everything;
        var selector = new FieldSelector();
        foreach (var term in Terms(text).Where(term => term.Length > 0))
            selector.Add(term, text, kind);
        return selector;
    }

    private void Add(string term, string text, KindDefinition kind)
    {
        var at = term.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
            throw ApiException.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
        var isEqual = term[at - 1] != '!';
        var field = term[..(isEqual ? at : at - 1)];
        var value = Unescape(term[(term.AsSpan(at).StartsWith("==") ? at + 2 : at + 1)..]);
        Func<StoredObject, string> read = field switch
        {
            "metadata.name" => static obj => obj.Name,
            "metadata.namespace" => static obj => obj.Namespace,
            _ when kind.SelectableFields.TryGetValue(field, out var selectable) => obj => selectable(obj.Json),
            _ when kind.SelectableFields.Count == 0 => throw ApiException.BadRequest(
                $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""),
            _ => throw ApiException.BadRequest($"field label not supported: {field}"),
        };
        if (isEqual && field == "metadata.name")
            Name = value;
        _terms.Add((read, value, isEqual));
    }

    private static IEnumerable<string> Terms(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unescape(string value)
    {
        var result = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
            result.Append(value[i] == '\\' && i + 1 < value.Length ? value[++i] : value[i]);
        return result.ToString();
    }
}
