using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>What a request for exec or attach asks for.</summary>
internal sealed record ExecRequest(IReadOnlyList<string> Command, bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    /// <summary>Reads the query as the API server does. A terminal has no error output of its own.</summary>
    public static ExecRequest Of(IQueryCollection query)
    {
        var tty = Flag(query, "tty");
        return new([.. query["command"].OfType<string>()], Flag(query, "stdin"), Flag(query, "stdout"), Flag(query, "stderr") && !tty, tty);
    }

    private static bool Flag(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values[0] is var value
        && value != "0" && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
