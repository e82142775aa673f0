using System.Net;
using System.Text;
using Allocator.Testing;

namespace Allocator.Embedded;

/// <summary>A container for one run, with a directory of its own as its root.</summary>
internal sealed class BusyboxRun : IBusyboxHost, IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("busybox-");
    private readonly CancellationTokenSource _terminate = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly Output _output = new();
    private readonly Output _error = new();
    private readonly Output _main = new();

    public IReadOnlyList<string> Arguments { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string WorkingDirectory => "/";

    public Stream StandardInput { get; init; } = Stream.Null;

    public Stream StandardOutput => _output;

    public Stream StandardError => _error;

    public Stream MainOutput => _main;

    public IPAddress Address { get; } = new([127, 90, 0, (byte)Random.Shared.Next(1, 255)]);

    public ManualTimeProvider Clock { get; } = new();

    public bool IsFirstProcess => false;

    public TimeProvider TimeProvider => Clock;

    public CancellationToken Terminate => _terminate.Token;

    public string Text => _output.Text;

    public string ErrorText => _error.Text;

    public string MainText => _main.Text;

    public string ResolvePath(string containerPath) => Path.Join(_root.FullName, containerPath);

    public Task<int> RunAsync(params string[] arguments)
    {
        Arguments = arguments;
        return Allocator.Testing.Busybox.RunAsync(this, _kill.Token).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    public Task<int> ScriptAsync(string script) => RunAsync("sh", "-c", script);

    public void SendTerminate() => _terminate.Cancel();

    public void Kill() => _kill.Cancel();

    /// <summary>Waits until a text was written.</summary>
    public Task WroteAsync(string text) => _output.UntilAsync(text);

    /// <summary>Waits until so many sleeps have begun.</summary>
    public async Task SleepsAsync(int count = 1)
    {
        while (Clock.WaitingTimers < count)
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _kill.Cancel();
        _terminate.Dispose();
        _root.Delete(recursive: true);
    }

    private sealed class Output : MemoryStream
    {
        private readonly Lock _gate = new();

        public string Text
        {
            get
            {
                lock (_gate)
                    return Encoding.UTF8.GetString(ToArray());
            }
        }

        public async Task UntilAsync(string text)
        {
            while (!Text.Contains(text, StringComparison.Ordinal))
                await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (_gate)
                Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
