using System.Globalization;

namespace Allocator;

/// <summary>A kubeconfig cannot be used. The message names the file, the place and the field.</summary>
public sealed class KubeconfigException : AllocatorException
{
    /// <summary>Makes the exception; the message begins with file, line and column, as compilers write them, and the field.</summary>
    /// <param name="file">The file, or what else the text was read from.</param>
    /// <param name="field">The field's path; empty if it is about the file as a whole.</param>
    /// <param name="line">The line, from 1; null if it is not about one.</param>
    /// <param name="column">The column, from 1; null if it is not about one.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public KubeconfigException(string file, string field, int? line, int? column, string problem, Exception? innerException = null)
        : base(Format(file, field, line, column, problem), innerException)
    {
        File = file;
        Field = field;
        Line = line;
        Column = column;
        Problem = problem;
    }

    /// <summary>The file, or what else the text was read from.</summary>
    public string File { get; }

    /// <summary>The field's path, for example <c>users[dev].user.exec.command</c>; empty if it is about the file as a whole.</summary>
    public string Field { get; }

    /// <summary>The line, from 1; null if it is not about one.</summary>
    public int? Line { get; }

    /// <summary>The column, from 1; null if it is not about one.</summary>
    public int? Column { get; }

    /// <summary>The message without place and field.</summary>
    public string Problem { get; }

    private static string Format(string file, string field, int? line, int? column, string problem)
    {
        var place = line is null ? file : string.Create(CultureInfo.InvariantCulture, $"{file}({line},{column})");
        return field.Length == 0 ? $"{place}: {problem}" : $"{place}: {field}: {problem}";
    }
}
