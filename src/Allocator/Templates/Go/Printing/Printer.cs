namespace Allocator.GoTemplates;

/// <summary>Go's <c>fmt.Print</c>, <c>Println</c> and what an action prints.</summary>
internal static class Printer
{
    private static readonly FormatSpec Plain = new();

    /// <summary>Writes a value as <c>%v</c>.</summary>
    public static void Print(TextBuffer output, object? value)
    {
        switch (value)
        {
            case string text:
                output.Append(text);
                break;
            case long number:
                output.Append(number);
                break;
            default:
                ValueFormat.Write(output, Plain, 'v', value, depth: 0);
                break;
        }
    }

    /// <summary>Writes the values with spaces between those that are both not strings.</summary>
    public static void Print(TextBuffer output, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0 && values[i] is not string && values[i - 1] is not string)
                output.Append(' ');
            Print(output, values[i]);
        }
    }

    /// <summary>Writes the values with spaces between all of them, and a line feed.</summary>
    public static void PrintLine(TextBuffer output, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                output.Append(' ');
            Print(output, values[i]);
        }

        output.Append('\n');
    }
}
