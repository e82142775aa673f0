using System.Globalization;

namespace Allocator.Embedded;

/// <summary>Reads label selectors as queries have them.</summary>
internal sealed class LabelSelectorParser(string text)
{
    private readonly List<string> _tokens = Split(text);
    private int _next;

    public List<LabelRequirement> Parse()
    {
        var requirements = new List<LabelRequirement> { Requirement() };
        while (_next < _tokens.Count)
        {
            if (Take() != ",")
                throw Unreadable($"found '{_tokens[_next - 1]}', expected: ',' or 'end of string'");
            requirements.Add(Requirement());
        }

        return requirements;
    }

    private LabelRequirement Requirement()
    {
        if (Peek() == "!")
        {
            _next++;
            return new(Key(), LabelOperator.DoesNotExist, []);
        }

        var key = Key();
        switch (Peek())
        {
            case null or ",":
                return new(key, LabelOperator.Exists, []);
            case "=" or "==":
                _next++;
                return LabelRequirement.Equal(key, Value());
            case "!=":
                _next++;
                return new(key, LabelOperator.NotIn, [Value()]);
            case "in":
                _next++;
                return new(key, LabelOperator.In, Values());
            case "notin":
                _next++;
                return new(key, LabelOperator.NotIn, Values());
            case ">" or "<":
                return new(key, Take() == ">" ? LabelOperator.GreaterThan : LabelOperator.LessThan, [Number()]);
            default:
                throw Unreadable($"found '{Peek()}', expected: '=', '!=', '==', 'in', notin'");
        }
    }

    private string Key()
    {
        var key = Take();
        if (key is null or "," or "=" or "==" or "!=" or "(" or ")" or "!")
            throw Unreadable($"found '{key}', expected: identifier");
        return MetadataChecks.KeyProblem(key) is { } problem ? throw Unreadable($"invalid label key \"{key}\": {problem}") : key;
    }

    private string Value()
    {
        // An empty value is a value.
        if (Peek() is null or ",")
            return "";
        var value = Take()!;
        if (value is "=" or "==" or "!=" or "(" or ")" or "!")
            throw Unreadable($"found '{value}', expected: identifier");
        return Checked(value);
    }

    private string Number() => Take() is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out _)
        ? text
        : throw Unreadable("for 'Gt', 'Lt' operators, the value must be an integer");

    private List<string> Values()
    {
        if (Take() is var open && open != "(")
            throw Unreadable($"found '{open}' expected: '('");
        var values = new List<string>();
        while (true)
        {
            if (Peek() is "," or ")")
                values.Add("");
            else if (Take() is { } value)
                values.Add(Checked(value));
            switch (Take())
            {
                case ")":
                    return values;
                case ",":
                    break;
                case var other:
                    throw Unreadable($"found '{other}', expected: ',' or ')'");
            }
        }
    }

    private static string Checked(string value) =>
        MetadataChecks.LabelValueProblem(value) is { } problem ? throw Unreadable($"invalid label value: \"{value}\": {problem}") : value;

    private string? Peek() => _next < _tokens.Count ? _tokens[_next] : null;

    private string? Take() => _next < _tokens.Count ? _tokens[_next++] : null;

    private static ApiException Unreadable(string problem) =>
        ApiException.BadRequest($"unable to parse requirement: {problem}");

    private static List<string> Split(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            switch (text[i])
            {
                case ' ' or '\t' or '\r' or '\n':
                    i++;
                    continue;
                case '(' or ')' or ',' or '>' or '<':
                    i++;
                    break;
                case '=' or '!':
                    i += i + 1 < text.Length && text[i + 1] == '=' ? 2 : 1;
                    break;
                default:
                    while (i < text.Length && !"()=!<>, \t\r\n".Contains(text[i], StringComparison.Ordinal))
                        i++;
                    break;
            }

            tokens.Add(text[start..i]);
        }

        return tokens;
    }
}
