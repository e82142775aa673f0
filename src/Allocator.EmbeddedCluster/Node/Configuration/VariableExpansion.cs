using System.Text;

namespace Allocator.Embedded;

/// <summary>Puts values in the place of <c>$(NAME)</c>. <c>$$</c> stands for one <c>$</c>; what is not known stays as it is.</summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/third_party/forked/golang/expansion/expand.go"/>.</remarks>
internal static class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> values)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        var expanded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] != '$' || next == '\0')
            {
                expanded.Append(text[i]);
            }
            else if (next == '(' && text.IndexOf(')', i + 2) is var end and > 0)
            {
                var name = text[(i + 2)..end];
                expanded.Append(values.TryGetValue(name, out var value) ? value : $"$({name})");
                i = end;
            }
            else
            {
                if (next is not '$')
                    expanded.Append('$');
                expanded.Append(next);
                i++;
            }
        }

        return expanded.ToString();
    }
}
