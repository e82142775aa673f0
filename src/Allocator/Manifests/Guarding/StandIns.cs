using System.Security.Cryptography;

namespace Allocator.Manifests;

/// <summary>Two harmless texts for each dangerous one; no character of one is that of the other at its place.</summary>
internal sealed class StandIns
{
    // Consonants of which no YAML word or number consists.
    private const string Letters = "bcdghjkmpqrsvwxz";
    private readonly Dictionary<string, (string First, string Second)> _of = [];

    public StandIns(IEnumerable<string> dangerous)
    {
        foreach (var text in dangerous.Distinct(StringComparer.Ordinal))
            _of.Add(text, Make(text));
    }

    public string First(string text) => _of.TryGetValue(text, out var standIn) ? standIn.First : text;

    public string Second(string text) => _of.TryGetValue(text, out var standIn) ? standIn.Second : text;

    /// <summary>All stand-ins of the first rendering.</summary>
    public IEnumerable<string> AllFirst => _of.Values.Select(static s => s.First);

    /// <summary>Keeps the length and the separators within, so that a template that cuts or splits a value can do so.</summary>
    private static (string First, string Second) Make(string text)
    {
        var (first, second) = (text.ToCharArray(), text.ToCharArray());
        for (var i = 0; i < text.Length; i++)
        {
            if (i > 0 && i < text.Length - 1 && text[i] is '@' or '.' or '-' or '_' or '/' or '+' or '=')
                continue;
            var letter = RandomNumberGenerator.GetInt32(Letters.Length);
            first[i] = Letters[letter];
            second[i] = Letters[(letter + RandomNumberGenerator.GetInt32(1, Letters.Length)) % Letters.Length];
        }

        return (new string(first), new string(second));
    }
}
