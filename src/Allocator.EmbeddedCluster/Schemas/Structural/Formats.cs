using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>The formats of strings that a server checks. It ignores names that it does not know.</summary>
internal static partial class Formats
{
    private static readonly FrozenDictionary<string, Func<string, bool>> Known = new Dictionary<string, Func<string, bool>>
    {
        ["date-time"] = IsDateTime,
        ["datetime"] = IsDateTime,
        ["date"] = text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ["duration"] = text => Duration().IsMatch(text),
        ["ipv4"] = text => IsAddress(text, AddressFamily.InterNetwork),
        ["ipv6"] = text => IsAddress(text, AddressFamily.InterNetworkV6),
        ["cidr"] = IsCidr,
        ["mac"] = text => Mac().IsMatch(text),
        ["uuid"] = text => Uuid().IsMatch(text),
        ["uri"] = text => text.StartsWith('/') || AbsoluteUri().IsMatch(text),
        ["email"] = text => MailAddress.TryCreate(text, out _),
        ["hostname"] = text => text.Length <= 255 && Hostname().IsMatch(text),
        ["byte"] = text => text.Length > 0 && Base64().IsMatch(text),
        ["password"] = _ => true,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Missing = new[]
    {
        "bsonobjectid", "creditcard", "hexcolor", "isbn", "isbn10", "isbn13", "rgbcolor", "ssn", "uuid3", "uuid4", "uuid5",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a real server checks this format and nothing here does.</summary>
    public static bool IsMissing(string format) => Missing.Contains(format);

    public static Func<string, bool>? Find(string format) => Known.GetValueOrDefault(format);

    private static bool IsDateTime(string text) =>
        DateTime().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsAddress(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family
        && (family == AddressFamily.InterNetworkV6 || text.Count(c => c == '.') == 3);

    private static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            && bits <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2})\z")]
    private static partial Regex DateTime();

    [GeneratedRegex(
        @"\A([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+\z"
        + @"|\A[0-9]+\s*(ns|us|µs|ms|(nano|micro|milli)seconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}\z")]
    private static partial Regex Mac();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:[^\s]+\z")]
    private static partial Regex AbsoluteUri();

    [GeneratedRegex(@"\A([A-Za-z0-9](-?[A-Za-z0-9]{0,62})?|([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63})\z")]
    private static partial Regex Hostname();

    [GeneratedRegex(@"\A([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\z")]
    private static partial Regex Base64();
}
