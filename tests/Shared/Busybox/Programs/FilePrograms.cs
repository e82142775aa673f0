using System.Globalization;

namespace Allocator.Testing;

internal static class FilePrograms
{
    private const int BufferSize = 64 * 1024;

    public static async Task<int> CatAsync(ProgramCall call)
    {
        var code = 0;
        foreach (var path in call.Operands.DefaultIfEmpty("-"))
        {
            code = Math.Max(code, await ReadAsync(call, path, async input =>
            {
                await CopyAsync(input, long.MaxValue, call, call.Output);
                return 0;
            }));
        }

        return code;
    }

    /// <summary><c>head -c N [FILE]</c> or <c>head -n N [FILE]</c>.</summary>
    public static async Task<int> HeadAsync(ProgramCall call)
    {
        if (call.Operands is not [("-c" or "-n") and var unit, var number, .. var files] || files.Length > 1)
            return await call.FailAsync("usage: head -c|-n COUNT [FILE]");
        var count = long.Parse(number, CultureInfo.InvariantCulture);
        return await ReadAsync(call, files is [var file] ? file : "-", async input =>
        {
            if (unit == "-c")
                await CopyAsync(input, count, call, call.Output);
            else
                await CopyLinesAsync(input, count, call);
            return 0;
        });
    }

    public static async Task<int> TeeAsync(ProgramCall call)
    {
        var files = call.Operands.Where(operand => operand != "-a").Select(path => call.OpenWrite(path, call.Operands.Contains("-a"))).ToList();
        await CopyAsync(call.Input, long.MaxValue, call, [call.Output, .. files]);
        foreach (var file in files)
            await file.DisposeAsync();
        return 0;
    }

    /// <summary><c>wc -l [FILE]</c>.</summary>
    public static async Task<int> CountAsync(ProgramCall call)
    {
        if (call.Operands is not ["-l", .. var files] || files.Length > 1)
            return await call.FailAsync("usage: wc -l [FILE]");
        var file = files is [var only] ? only : null;
        return await ReadAsync(call, file ?? "-", async input =>
        {
            var content = new MemoryStream();
            await input.CopyToAsync(content, call.Stop);
            var lines = content.ToArray().Count(character => character == '\n');
            await call.WriteAsync(file is null ? $"{lines}\n" : $"{lines} {file}\n");
            return 0;
        });
    }

    public static async Task<int> MakeDirectoryAsync(ProgramCall call)
    {
        if (call.Operands is not ["-p", .. var paths])
            return await call.FailAsync("usage: mkdir -p DIRECTORY...");
        foreach (var path in paths)
            Directory.CreateDirectory(call.Resolve(path));
        return 0;
    }

    public static async Task<int> RemoveAsync(ProgramCall call)
    {
        if (call.Operands is not [("-f" or "-rf") and var option, .. var paths])
            return await call.FailAsync("usage: rm -f|-rf PATH...");
        foreach (var path in paths.Select(call.Resolve))
        {
            if (option == "-rf" && Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }

        return 0;
    }

    public static async Task<int> ListAsync(ProgramCall call)
    {
        var path = call.Operands is [var directory] ? directory : call.Directory;
        if (!Directory.Exists(call.Resolve(path)))
            return await call.FailAsync($"{path}: No such file or directory");
        var names = Directory.EnumerateFileSystemEntries(call.Resolve(path)).Select(entry => Path.GetFileName(entry)).Where(name => name[0] != '.');
        await call.WriteAsync(string.Concat(names.Order(StringComparer.Ordinal).Select(name => $"{name}\n")));
        return 0;
    }

    private static async Task<int> ReadAsync(ProgramCall call, string path, Func<Stream, Task<int>> read)
    {
        if (path == "-")
            return await read(call.Input);
        try
        {
            await using var file = call.OpenRead(path);
            return await read(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return await call.FailAsync($"can't open '{path}': No such file or directory");
        }
    }

    private static async Task CopyAsync(Stream input, long count, ProgramCall call, params IReadOnlyList<Stream> outputs)
    {
        var buffer = new byte[BufferSize];
        while (count > 0 && await input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), call.Stop) is > 0 and var read)
        {
            count -= read;
            foreach (var output in outputs)
            {
                await output.WriteAsync(buffer.AsMemory(0, read), call.Stop);
                await output.FlushAsync(call.Stop);
            }
        }
    }

    private static async Task CopyLinesAsync(Stream input, long count, ProgramCall call)
    {
        // One at a time: what follows the lines is not this program's to read.
        var character = new byte[1];
        while (count > 0 && await input.ReadAsync(character, call.Stop) > 0)
        {
            await call.Output.WriteAsync(character, call.Stop);
            if (character[0] == '\n')
                count--;
        }

        await call.Output.FlushAsync(call.Stop);
    }
}
