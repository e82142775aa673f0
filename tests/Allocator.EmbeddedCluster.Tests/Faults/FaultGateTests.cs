using Allocator.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Embedded;

public sealed class FaultGateTests
{
    private readonly ManualTimeProvider _clock = new();
    private int _handled;

    [Fact]
    public async Task Late_commit_is_given_up_with_the_cluster()
    {
        var store = new ObjectStore();
        var loop = new ControlLoop(store, _clock, NullLogger.Instance);
        var faults = new EmbeddedFaults(store, new(store), new(), loop);
        var gate = new FaultGate(faults, _clock);
        using var fault = faults.Add(new() { Outcome = FaultOutcome.DropThenCommit, Latency = TimeSpan.FromSeconds(5), Times = 2 });
        var kept = PassAsync(gate);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await kept;
        Assert.Equal(1, _handled);

        var lost = PassAsync(gate);
        gate.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lost);
        Assert.Equal(1, _handled);
    }

    private Task PassAsync(FaultGate gate) => gate.PassAsync(new DefaultHttpContext(), new("create", "/"), () =>
    {
        _handled++;
        return Task.CompletedTask;
    });
}
