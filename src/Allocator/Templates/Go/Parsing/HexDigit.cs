namespace Allocator.GoTemplates;

internal static class HexDigit
{
    /// <summary>The digit's value; more than any radix if it is none.</summary>
    public static int ValueOf(char c) => char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : int.MaxValue;
}
