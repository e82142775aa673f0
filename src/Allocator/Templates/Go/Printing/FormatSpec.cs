namespace Allocator.GoTemplates;

/// <summary>The flags, width and precision of one verb of <c>printf</c>.</summary>
internal struct FormatSpec
{
    public const int Absent = -1;

    public FormatSpec()
    {
    }

    public bool Minus { get; set; }

    public bool Plus { get; set; }

    public bool Sharp { get; set; }

    public bool Space { get; set; }

    public bool Zero { get; set; }

    /// <summary>Whether it is <c>%#v</c>: values as Go source text. Then <see cref="Sharp"/> is not set.</summary>
    public bool GoSyntax { get; set; }

    public int Width { get; set; } = Absent;

    public int Precision { get; set; } = Absent;

    public readonly bool HasWidth => Width != Absent;

    public readonly bool HasPrecision => Precision != Absent;

    public readonly FormatSpec WithoutZero() => this with { Zero = false };

    /// <summary>Writes the text, padded to the width.</summary>
    public readonly void Pad(TextBuffer output, ReadOnlySpan<char> text)
    {
        var padding = HasWidth ? Width - GoText.RuneCount(text) : 0;
        if (!Minus)
            WritePadding(output, padding);
        output.Append(text);
        if (Minus)
            WritePadding(output, padding);
    }

    public readonly void WritePadding(TextBuffer output, int count) => output.Append(Zero ? '0' : ' ', count);
}
