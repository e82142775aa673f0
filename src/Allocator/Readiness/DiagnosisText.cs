using System.Globalization;
using System.Text;

namespace Allocator.Readiness;

/// <summary>Writes a diagnosis: readable lines without secrets, and not more than a test runner shows.</summary>
internal sealed class DiagnosisText(SecretRedactor redactor)
{
    public const int MaxLength = 8 * 1024;

    private const int MaxLine = 500;
    private const int MaxFirstLine = 1500;
    private const int MaxSection = 1400;
    private const int MaxLog = 4 * 1024;
    private readonly StringBuilder _text = new();

    public void Line(string text) => _text.Append(Short(text, MaxFirstLine)).Append('\n');

    /// <summary>A heading and its lines; nothing if there are none.</summary>
    public void Section(string heading, IEnumerable<string> lines)
    {
        var left = MaxSection;
        foreach (var line in lines.Select(line => Short(line, MaxLine)))
        {
            if (left == MaxSection)
                _text.Append(heading).Append(":\n");
            left -= line.Length;
            if (left < 0)
            {
                _text.Append("  …\n");
                return;
            }
            _text.Append("  ").Append(line).Append('\n');
        }
    }

    /// <summary>The logs share the room that is left; of each the end is kept.</summary>
    public void Logs(IReadOnlyList<ContainerLog> logs)
    {
        for (var i = 0; i < logs.Count; i++)
        {
            var (request, text, error) = logs[i];
            var heading = $"Log of pod {request.Pod}, container {request.Container}{(request.Previous ? ", its run before" : "")}:";
            var room = Math.Min(MaxLog, (MaxLength - _text.Length) / (logs.Count - i) - heading.Length - 2);
            if (room < MaxLine / 2)
                return;
            _text.Append(heading).Append('\n').Append(error is null ? Tail(text, room) : $"  not available: {Short(error, room)}\n");
        }
    }

    public override string ToString() => _text.ToString().TrimEnd('\n');

    /// <summary><c>12 ms</c>, <c>3.2 s</c>.</summary>
    public static string Format(TimeSpan duration) => duration < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s");

    // Secrets are hidden before anything is cut: half a secret would not be recognised.
    private string Short(string text, int max)
    {
        var indent = text.Length - text.TrimStart(' ').Length;
        return new string(' ', indent) + OneLine.Of(redactor.Redact(text), max - indent);
    }

    private string Tail(string log, int room)
    {
        var lines = redactor.Redact(log).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            return "  (empty)\n";
        var kept = new List<string>();
        for (var i = lines.Length - 1; i >= 0 && room > 0; i--)
        {
            var line = "  | " + new string([.. lines[i].Where(c => !char.IsControl(c) || c == '\t')]) + "\n";
            if (line.Length > room)
                line = kept.Count == 0 ? string.Concat(line.AsSpan(0, room - 2), "…\n") : "";
            kept.Add(line);
            room -= line.Length == 0 ? room : line.Length;
        }
        kept.Reverse();
        return string.Concat(kept);
    }
}
