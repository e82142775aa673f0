using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Allocator.Api;

namespace Allocator.Server;

/// <summary>
/// A part of a list, the newest first. Where it continues is said by the last instance of the page before, so any replica can go on, and what is
/// created or
/// destroyed meanwhile shifts nothing.
/// </summary>
/// <param name="Limit">How many.</param>
/// <param name="After">The last instance of the page before; null for the first page.</param>
internal sealed record InstancePage(int Limit, (DateTimeOffset CreatedAt, string Name)? After)
{
    private const int Default = 100;

    private const int Most = 500;

    /// <exception cref="RequestException">A value is not right.</exception>
    public static InstancePage Asked(int? limit, string? @continue)
    {
        if (limit is < 1 or > Most)
            throw new RequestException($"'limit' must be from 1 to {Most}, but is {limit}.");
        return new InstancePage(limit ?? Default, @continue is null ? null : Decode(@continue));
    }

    public Page<Instance> Of(IEnumerable<Instance> all)
    {
        var ordered = all.OrderByDescending(instance => instance.CreatedAt).ThenBy(instance => instance.Name, StringComparer.Ordinal);
        var rest = ordered.Where(IsAfter).Take(Limit + 1).ToList();
        return rest.Count > Limit
            ? new Page<Instance> { Items = rest[..Limit], Continue = Encode(rest[Limit - 1]) }
            : new Page<Instance> { Items = rest };
    }

    private bool IsAfter(Instance instance) =>
        After is not { } last || instance.CreatedAt < last.CreatedAt || (instance.CreatedAt == last.CreatedAt && string.CompareOrdinal(instance.Name, last.Name) > 0);

    private static string Encode(Instance last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.UtcTicks} {last.Name}")));

    private static (DateTimeOffset CreatedAt, string Name) Decode(string token)
    {
        if (Base64Url.IsValid(token) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(' ') is [var ticks, var name]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks)
            return (new DateTimeOffset(at, TimeSpan.Zero), name);
        throw new RequestException("'continue' must be what the page before gave under that name.");
    }
}
