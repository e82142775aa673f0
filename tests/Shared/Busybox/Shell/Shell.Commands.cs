using System.Globalization;

namespace Allocator.Testing;

internal sealed partial class Shell
{
    private async Task<int> RunAsync(SimpleCommand command, ProgramCall streams)
    {
        var opened = new List<Stream>();
        try
        {
            foreach (var redirection in command.Redirections)
                streams = Redirect(redirection, streams, opened);
            return await RunAsync(_variables.Expand(command.Words), streams);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return await _call.FailAsync("can't open or create a file of a redirection: nonexistent file or directory");
        }
        finally
        {
            foreach (var stream in opened)
                await stream.DisposeAsync();
        }
    }

    private ProgramCall Redirect(Redirection redirection, ProgramCall streams, List<Stream> opened)
    {
        var target = _variables.ExpandToText(redirection.Target);
        if (redirection.Operator == ">&")
            return With(target switch { "1" => streams.Output, "2" => streams.Error, _ => throw new ShellSyntaxException($"bad descriptor {target}") });
        var here = streams with { Directory = _directory };
        var stream = redirection.Operator == "<" ? here.OpenRead(target) : here.OpenWrite(target, append: redirection.Operator == ">>");
        opened.Add(stream);
        return With(stream);

        ProgramCall With(Stream to) => redirection.Descriptor switch
        {
            0 => streams with { Input = to },
            1 => streams with { Output = to },
            _ => streams with { Error = to },
        };
    }

    private async Task<int> RunAsync(string[] words, ProgramCall streams)
    {
        switch (words)
        {
            case []:
            case [":", ..]:
                return 0;
            case ["exit"]:
                throw new ShellExitException(_variables.Status);
            case ["exit", var code]:
                throw new ShellExitException(int.Parse(code, CultureInfo.InvariantCulture));
            case ["exec", .. { Length: > 0 } rest]:
                var terminate = _trap.IsIgnoring ? CancellationToken.None : _call.Terminate;
                _trap.Set("");
                throw new ShellExitException(await ExecuteAsync(rest, streams, terminate));
            case ["cd", var directory]:
                _directory = directory.StartsWith('/') ? directory : $"{_directory.TrimEnd('/')}/{directory}";
                return 0;
            case ["pwd"]:
                await streams.WriteAsync($"{_directory}\n");
                return 0;
            case ["trap", var action, "TERM" or "SIGTERM" or "15"]:
                _trap.Set(action == "-" ? null : action);
                return 0;
            case ["wait"]:
                return await Task.WhenAny(Task.WhenAll(_jobs), _trap.Arrival).WaitAsync(_trap.End) == _trap.Arrival ? Interrupted : 0;
            default:
                return await ExecuteAsync(words, streams, CancellationToken.None);
        }
    }

    private async Task<int> ExecuteAsync(string[] words, ProgramCall streams, CancellationToken terminate)
    {
        if (!Programs.Has(words[0]))
            return await (streams with { Arguments = ["sh"] }).FailAsync($"{words[0]}: not found", NotFound);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(streams.Stop, _trap.End);
        return await Programs.RunAsync(streams with { Arguments = words, Directory = _directory, Terminate = terminate, Stop = stop.Token });
    }
}
