namespace Allocator.Manifests;

/// <summary>Refuses characters that readers disagree about: some stop at them, some drop them.</summary>
internal static class CharacterCheck
{
    /// <summary>Refuses what no text may have: NUL, and what UTF-8 cannot hold.</summary>
    public static void Check(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                throw new ManifestSyntaxException(i, "half of a surrogate pair, which UTF-8 cannot hold");
            else if (text[i] == '\0')
                throw new ManifestSyntaxException(i, "the character U+0000 is not allowed");
        }
    }

    /// <summary>Refuses what is not printable to YAML 1.1.</summary>
    /// <remarks>See <see href="https://yaml.org/spec/1.1/#c-printable"/>.</remarks>
    public static void CheckYaml(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is not ('\t' or '\n' or '\r' or '\u0085')
                && text[i] is < ' ' or (>= '\u007f' and < '\u00a0') or '\ufeff' or '\ufffe' or '\uffff')
            {
                throw new ManifestSyntaxException(i, $"the character U+{(int)text[i]:X4} is not allowed in YAML; write it as an escape");
            }
        }
    }
}
