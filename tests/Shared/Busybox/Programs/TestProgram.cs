using System.Globalization;

namespace Allocator.Testing;

/// <summary><c>test</c> and <c>[</c>.</summary>
internal static class TestProgram
{
    private const int Misused = 2;

    public static async Task<int> RunAsync(ProgramCall call)
    {
        var operands = call.Operands;
        if (call.Name == "[")
        {
            if (operands is not [.., "]"])
                return await call.FailAsync("missing ]", Misused);
            operands = operands[..^1];
        }

        return Evaluate(call, operands) switch
        {
            true => 0,
            false => 1,
            null => await call.FailAsync($"cannot evaluate '{string.Join(' ', operands)}'", Misused),
        };
    }

    private static bool? Evaluate(ProgramCall call, string[] operands) => operands switch
    {
        [] => false,
        [var text] => text.Length > 0,
        ["!", .. var rest] => !Evaluate(call, rest),
        ["-n", var text] => text.Length > 0,
        ["-z", var text] => text.Length == 0,
        ["-f", var path] => File.Exists(call.Resolve(path)),
        ["-d", var path] => Directory.Exists(call.Resolve(path)),
        ["-e", var path] => Path.Exists(call.Resolve(path)),
        ["-s", var path] => new FileInfo(call.Resolve(path)) is { Exists: true, Length: > 0 },
        [var left, "=", var right] => left == right,
        [var left, "!=", var right] => left != right,
        [var left, var comparison, var right] when long.TryParse(left, CultureInfo.InvariantCulture, out var a)
            && long.TryParse(right, CultureInfo.InvariantCulture, out var b) => Compare(a, comparison, b),
        _ => null,
    };

    private static bool? Compare(long left, string comparison, long right) => comparison switch
    {
        "-eq" => left == right,
        "-ne" => left != right,
        "-lt" => left < right,
        "-le" => left <= right,
        "-gt" => left > right,
        "-ge" => left >= right,
        _ => null,
    };
}
