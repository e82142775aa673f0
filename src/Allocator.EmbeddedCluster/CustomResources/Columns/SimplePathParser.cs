using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>Reads the steps of a <see cref="SimplePath"/>.</summary>
internal sealed partial class SimplePathParser(string text)
{
    private readonly List<Func<JsonElement, IEnumerable<JsonElement>>> _steps = [];
    private int _next;

    public IReadOnlyList<Func<JsonElement, IEnumerable<JsonElement>>>? Parse()
    {
        if (text == ".")
            return [];
        while (_next < text.Length)
        {
            var isRead = text[_next] switch
            {
                '.' => ReadField(),
                '[' => ReadBracket(),
                _ => false,
            };
            if (!isRead)
                return null;
        }

        return _steps;
    }

    private bool ReadField()
    {
        _next++;
        var name = new StringBuilder();
        for (; _next < text.Length && text[_next] is not ('.' or '['); _next++)
        {
            if (text[_next] == '\\' && _next + 1 < text.Length)
                _next++;
            else if (text[_next] is '*' or ']' or '\'' or '"' or '{' or '}' or '(' or ')' or ' ')
                return false;
            name.Append(text[_next]);
        }

        if (name.Length == 0)
            return false;
        AddField(name.ToString());
        return true;
    }

    private bool ReadBracket()
    {
        var end = text.IndexOf(text.AsSpan(_next).StartsWith("[?(") ? ")]" : "]", _next, StringComparison.Ordinal);
        if (end < 0)
            return false;
        var content = text[(_next + 1)..end];
        var isFilter = content.StartsWith("?(", StringComparison.Ordinal);
        _next = end + (isFilter ? 2 : 1);
        if (isFilter)
            return AddFilter(content[2..]);
        if (content == "*")
            _steps.Add(element => element.Elements().Concat(element.Members().Select(member => member.Value)));
        else if (int.TryParse(content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            AddIndex(index);
        else if (Quoted().Match(content) is { Success: true } quoted)
            AddField(quoted.Groups["name"].Value.Replace("\\", "", StringComparison.Ordinal));
        else
            return false;
        return true;
    }

    private void AddField(string name) => _steps.Add(element => element.TryMember(name, out var member) ? [member] : []);

    private void AddIndex(int index) => _steps.Add(element =>
    {
        if (element.ValueKind != JsonValueKind.Array)
            return [];
        var count = element.GetArrayLength();
        var at = index < 0 ? count + index : index;
        return at >= 0 && at < count ? [element[at]] : [];
    });

    private bool AddFilter(string condition)
    {
        if (Comparison().Match(condition) is not { Success: true } match || SimplePath.Parse(match.Groups["path"].Value) is not { } path)
            return false;
        var isEqual = match.Groups["operator"].Value == "==";
        var value = match.Groups["text"].Success ? match.Groups["text"].Value : match.Groups["literal"].Value;
        var isText = match.Groups["text"].Success;
        _steps.Add(element => element.Elements().Where(item => path.First(item) is { ValueKind: not JsonValueKind.Undefined } found
            && IsSame(found, value, isText) == isEqual));
        return true;
    }

    private static bool IsSame(JsonElement found, string value, bool isText) => isText
        ? found.ValueKind == JsonValueKind.String && found.Text() == value
        : found.ValueKind != JsonValueKind.String && found.GetRawText() == value;

    [GeneratedRegex(@"^'(?<name>[^']+)'$|^""(?<name>[^""]+)""$")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s*@(?<path>[.\[][^=!<>]*?)\s*(?<operator>==|!=)\s*(?:""(?<text>[^""]*)""|'(?<text>[^']*)'|(?<literal>-?[0-9.]+|true|false))\s*$")]
    private static partial Regex Comparison();
}
