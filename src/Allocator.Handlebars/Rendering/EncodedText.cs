namespace Allocator.HandlebarsTemplates;

/// <summary>Text that a helper made for the place where it is inserted, so that it is not encoded again.</summary>
internal sealed record EncodedText(string Text)
{
    public override string ToString() => Text;
}
