using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Allocator.Tool;

/// <summary>Times on the command line: <c>45s</c>, <c>10m</c>, <c>1h30m</c>, <c>7d</c>.</summary>
internal static partial class Duration
{
    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (TryParse(text) is { } time)
                return time;
            result.AddError($"'{text}' is no time for {name}. Times are written as 45s, 10m, 1h30m or 7d.");
            return null;
        },
    };

    public static TimeSpan? TryParse(string text)
    {
        var match = Pattern().Match(text);
        return match.Success && text.Length > 0
            ? new TimeSpan(Number(match, "d"), Number(match, "h"), Number(match, "m"), Number(match, "s"))
            : null;
    }

    private static int Number(Match match, string unit) => match.Groups[unit] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^((?<d>\d{1,4})d)?((?<h>\d{1,5})h)?((?<m>\d{1,6})m)?((?<s>\d{1,8})s)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
