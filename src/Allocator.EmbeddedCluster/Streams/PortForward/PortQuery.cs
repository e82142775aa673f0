using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Reads the ports that a request for port-forward names.</summary>
internal static class PortQuery
{
    /// <exception cref="StreamRefusedException">One is not a port.</exception>
    public static IReadOnlyList<int> Ports(IQueryCollection query) =>
        [.. query["ports"].OfType<string>().SelectMany(value => value.Split(',')).Select(Port)];

    private static int Port(string text)
    {
        if (!text.All(char.IsAsciiDigit) || text.Length == 0)
            throw NotANumber(text, "invalid syntax");
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw NotANumber(text, "value out of range");
        return port > 0 ? port : throw new StreamRefusedException(StatusCodes.Status400BadRequest, null, $"port \"{text}\" must be > 0");
    }

    private static StreamRefusedException NotANumber(string text, string problem) => new(
        StatusCodes.Status400BadRequest, "BadRequest", $"cannot convert to []int32: strconv.ParseUint: parsing \"{text}\": {problem}");
}
