namespace Allocator.Testing;

/// <summary>The programs of the image, by name.</summary>
internal static class Programs
{
    private static readonly string[] s_directories = ["/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"];

    private static readonly Dictionary<string, Func<ProgramCall, Task<int>>> s_programs = new(StringComparer.Ordinal)
    {
        ["["] = TestProgram.RunAsync,
        ["cat"] = FilePrograms.CatAsync,
        ["date"] = TextPrograms.DateAsync,
        ["echo"] = TextPrograms.EchoAsync,
        ["env"] = TextPrograms.EnvAsync,
        ["false"] = _ => Task.FromResult(1),
        ["head"] = FilePrograms.HeadAsync,
        ["ls"] = FilePrograms.ListAsync,
        ["mkdir"] = FilePrograms.MakeDirectoryAsync,
        ["nc"] = Netcat.RunAsync,
        ["printf"] = PrintfProgram.RunAsync,
        ["rm"] = FilePrograms.RemoveAsync,
        ["seq"] = TextPrograms.SequenceAsync,
        ["sleep"] = TextPrograms.SleepAsync,
        ["tee"] = FilePrograms.TeeAsync,
        ["test"] = TestProgram.RunAsync,
        ["true"] = _ => Task.FromResult(0),
        ["wc"] = FilePrograms.CountAsync,
    };

    public static bool Has(string program) => BaseName(program) is "sh" or "ash" || s_programs.ContainsKey(BaseName(program));

    public static async Task<int> RunAsync(ProgramCall call)
    {
        if (BaseName(call.Name) is "sh" or "ash")
            return await Shell.RunAsync(call);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Stop, call.Host.IsFirstProcess ? CancellationToken.None : call.Terminate);
        return await s_programs[BaseName(call.Name)](call with { Stop = either.Token });
    }

    private static string BaseName(string program) =>
        s_directories.FirstOrDefault(directory => program.StartsWith(directory, StringComparison.Ordinal)) is { } directory
            ? program[directory.Length..]
            : program;
}
