using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Allocator.Embedded;

/// <summary>Where the next page of a list begins.</summary>
/// <param name="Version">The version that the list shows; <see cref="Present"/> if it goes on with what there is now.</param>
/// <param name="After">The last object of the page before.</param>
internal sealed record ContinueToken(long Version, ObjectKey After)
{
    /// <summary>The version of a list that is no longer consistent.</summary>
    public const long Present = -1;

    public static ContinueToken? Parse(string text)
    {
        if (text.Length == 0)
            return null;
        try
        {
            if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n') is [var version, var ns, var name])
                return new(long.Parse(version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), new(ns, name));
        }
        catch (FormatException)
        {
        }

        throw ApiException.BadRequest("invalid continue token: it is not what a list has answered");
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Version}\n{After.Namespace}\n{After.Name}")));
}
