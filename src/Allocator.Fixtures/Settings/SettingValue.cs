using System.Globalization;

namespace Allocator;

/// <summary>One setting as a file or a variable gives it.</summary>
/// <param name="Text">The value.</param>
/// <param name="Source">Where it stands, for messages.</param>
internal sealed record SettingValue(string Text, string Source)
{
    public object? As(Type type) => Parse(Nullable.GetUnderlyingType(type) ?? type);

    private object? Parse(Type type)
    {
        if (type == typeof(string))
            return Text;
        if (type == typeof(bool))
            return bool.TryParse(Text, out var flag) ? flag : throw Wrong("true or false");
        if (type == typeof(int))
            return int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("a whole number");
        if (type == typeof(TimeSpan))
            return ParseTime() ?? throw Wrong("a time: 90s, 5m, 1h or hh:mm:ss");
        return Enum.TryParse(type, Text, ignoreCase: true, out var value) && Enum.IsDefined(type, value) ? value : throw Wrong(string.Join(", ", Enum.GetNames(type)));
    }

    private TimeSpan? ParseTime()
    {
        if (Text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(Text, CultureInfo.InvariantCulture, out var time) ? time : null;
        TimeSpan? unit = Text.LastOrDefault() switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => null,
        };
        return unit is { } one && double.TryParse(Text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count < 100_000 ? one * count : null;
    }

    private AllocatorException Wrong(string expected) => new($"{Source} is '{Text}', but must be {expected}.");
}
