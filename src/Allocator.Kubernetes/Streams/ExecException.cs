namespace Allocator;

/// <summary>A command in a container ended with an exit code other than 0.</summary>
public sealed class ExecException : Exception
{
    private const int LongestExcerpt = 1000;

    /// <summary>Makes the exception.</summary>
    /// <param name="title">Which command and where; without its arguments, which may be secret.</param>
    /// <param name="result">How it ended.</param>
    public ExecException(string title, ExecResult result)
        : base(Describe(title, result))
    {
        Result = result;
    }

    /// <summary>How it ended.</summary>
    public ExecResult Result { get; }

    private static string Describe(string title, ExecResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var error = result.StandardError.Trim();
        if (error.Length > LongestExcerpt)
            error = "…" + error[^LongestExcerpt..];
        return error.Length == 0 ? $"{title} ended with exit code {result.ExitCode}" : $"{title} ended with exit code {result.ExitCode}: {error}";
    }
}
