namespace Allocator.Embedded;

internal static class StringRules
{
    public static void Check(string text, ValueRules rules, Action<string> invalid)
    {
        var length = text.EnumerateRunes().Count();
        if (length > rules.MaxLength)
            invalid($"should be at most {rules.MaxLength} chars long");
        else if (length < rules.MinLength)
            invalid($"should be at least {rules.MinLength} chars long");
        else if (rules.Regex?.IsMatch(text) == false)
            invalid($"should match '{rules.Pattern}'");
        if (rules.Format is { } format && Formats.Find(format) is { } isValid && !isValid(text))
            invalid($"must be of type {format}: {GoText.Quote(text)}");
    }
}
