using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Reads what a request for a log asks for.</summary>
internal static class LogOptions
{
    private static readonly ResourceType s_type = new("", "v1", "PodLogOptions", "PodLogOptions", true);

    /// <exception cref="ApiException">It asks for what cannot be.</exception>
    public static LogQuery Of(IQueryCollection query, string podName)
    {
        var options = new LogQuery
        {
            Container = query["container"].FirstOrDefault() ?? "",
            Follow = Flag(query, "follow"),
            Previous = Flag(query, "previous"),
            Timestamps = Flag(query, "timestamps"),
            TailLines = Number(query, "tailLines"),
            LimitBytes = Number(query, "limitBytes"),
            SinceSeconds = Number(query, "sinceSeconds"),
            SinceTime = Time(query, "sinceTime"),
        };
        var errors = Check(options).ToList();
        return errors.Count == 0 ? options : throw ApiException.Invalid(s_type, podName, errors);
    }

    private static IEnumerable<FieldError> Check(LogQuery options)
    {
        if (options.TailLines < 0)
            yield return FieldError.Invalid("tailLines", Text(options.TailLines), "must be greater than or equal to 0");
        if (options.LimitBytes < 1)
            yield return FieldError.Invalid("limitBytes", Text(options.LimitBytes), "must be greater than 0");
        if (options.SinceSeconds is not null && options.SinceTime is not null)
            yield return FieldError.Forbidden("[]", "at most one of `sinceTime` or `sinceSeconds` may be specified");
        else if (options.SinceSeconds < 1)
            yield return FieldError.Invalid("sinceSeconds", Text(options.SinceSeconds), "must be greater than 0");
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static bool Flag(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values[0] != "0" && !string.Equals(values[0], "false", StringComparison.OrdinalIgnoreCase);

    private static long? Number(IQueryCollection query, string name) =>
        query[name].FirstOrDefault() is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw ApiException.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");

    private static DateTimeOffset? Time(IQueryCollection query, string name) =>
        query[name].FirstOrDefault() is not { Length: > 0 } text ? null
        : Timestamp.Parse(text) is { } time ? time
        : throw ApiException.BadRequest($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"");
}
