using System.Globalization;

namespace Allocator.Testing;

internal static class TextPrograms
{
    public static async Task<int> EchoAsync(ProgramCall call)
    {
        var words = call.Operands;
        var newline = words is not ["-n", ..];
        await call.WriteAsync(string.Join(' ', newline ? words : words.Skip(1)) + (newline ? "\n" : ""));
        return 0;
    }

    public static async Task<int> EnvAsync(ProgramCall call)
    {
        if (call.Operands.Length > 0)
            return await call.FailAsync("operands are not supported");
        await call.WriteAsync(string.Concat(call.Host.Environment.Select(variable => $"{variable.Key}={variable.Value}\n")));
        return 0;
    }

    public static async Task<int> DateAsync(ProgramCall call)
    {
        await call.WriteAsync(call.Host.TimeProvider.GetUtcNow().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy\n", CultureInfo.InvariantCulture));
        return 0;
    }

    public static async Task<int> SequenceAsync(ProgramCall call)
    {
        var ends = call.Operands.Select(operand => int.Parse(operand, CultureInfo.InvariantCulture)).ToArray();
        var first = ends.Length == 1 ? 1 : ends[0];
        await call.WriteAsync(string.Concat(Enumerable.Range(first, Math.Max(0, ends[^1] - first + 1)).Select(number => $"{number}\n")));
        return 0;
    }

    public static async Task<int> SleepAsync(ProgramCall call)
    {
        if (call.Operands is not [var operand] || !double.TryParse(operand, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return await call.FailAsync($"invalid number '{string.Join(' ', call.Operands)}'");
        await Task.Delay(TimeSpan.FromSeconds(seconds), call.Host.TimeProvider, call.Stop);
        return 0;
    }
}
