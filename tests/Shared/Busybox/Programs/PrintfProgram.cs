using System.Text;

namespace Allocator.Testing;

/// <summary><c>printf FORMAT [ARGUMENT...]</c> with <c>%s</c>, <c>%d</c> and <c>%%</c>; the format is used again while arguments are left.</summary>
internal static class PrintfProgram
{
    public static async Task<int> RunAsync(ProgramCall call)
    {
        if (call.Operands is not [var format, .. var operands])
            return await call.FailAsync("usage: printf FORMAT [ARGUMENT...]");
        var arguments = new Queue<string>(operands);
        var output = new StringBuilder();
        do
        {
            var before = arguments.Count;
            Format(format, arguments, output);
            if (arguments.Count == before)
                break;
        }
        while (arguments.Count > 0);

        await call.WriteAsync(output.ToString());
        return 0;
    }

    private static void Format(string format, Queue<string> arguments, StringBuilder output)
    {
        for (var i = 0; i < format.Length; i++)
        {
            var next = i + 1 < format.Length ? format[i + 1] : '\0';
            switch (format[i], next)
            {
                case ('%', 's'):
                    output.Append(arguments.TryDequeue(out var text) ? text : "");
                    break;
                case ('%', 'd'):
                    output.Append(arguments.TryDequeue(out var number) ? number : "0");
                    break;
                case ('%', '%'):
                    output.Append('%');
                    break;
                case ('\\', 'n'):
                    output.Append('\n');
                    break;
                case ('\\', 'r'):
                    output.Append('\r');
                    break;
                case ('\\', 't'):
                    output.Append('\t');
                    break;
                case ('\\', '\\'):
                    output.Append('\\');
                    break;
                default:
                    output.Append(format[i]);
                    continue;
            }

            i++;
        }
    }
}
