using System.Diagnostics;
using System.Globalization;

namespace Allocator.Bench.Load;

/// <summary>A further process, which runs <see cref="Creator"/>.</summary>
internal sealed class CreatorProcess : IAsyncDisposable
{
    private readonly Process _process;

    private CreatorProcess(Process process) => _process = process;

    public static CreatorProcess Start(Arguments arguments, int limit, string? user = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(CreatorProcess).Assembly.Location);
        string?[] options =
        [
            "creator",
            .. Option("--kubeconfig", arguments.Kubeconfig),
            .. Option("--namespace", arguments.Namespace),
            .. Option("--user", user),
            .. Option("--instances", limit.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (var option in options)
            start.ArgumentList.Add(option!);
        return new CreatorProcess(Process.Start(start)!);
    }

    /// <summary>Creates so many instances at once, which the process holds.</summary>
    public async Task<(int Requests, int Taken, int Refused)> CreateAsync(int count, CancellationToken cancellationToken)
    {
        var words = (await AskAsync($"create {count}", "created", cancellationToken)).Split(' ');
        return (Number(words[1]), Number(words[2]), Number(words[3]));
    }

    public Task DestroyAsync(CancellationToken cancellationToken) => AskAsync("destroy", "destroyed", cancellationToken);

    /// <summary>Has the process create and destroy so many at once, again and again, until it is to rest.</summary>
    public Task BeBusyAsync(int count, CancellationToken cancellationToken) => AskAsync($"busy {count}", "busy", cancellationToken);

    public Task RestAsync(CancellationToken cancellationToken) => AskAsync("rest", "resting", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> AskAsync(string question, string answer, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(question.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(answer, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"The further process has ended instead of answering '{question}'.");
    }

    private static string?[] Option(string name, string? value) => value is null ? [] : [name, value];

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
