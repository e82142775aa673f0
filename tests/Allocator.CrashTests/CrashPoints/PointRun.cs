namespace Allocator.Crashes;

/// <summary>One run of an operation, interrupted at one point or at none, and all that comes after it until nothing may be left.</summary>
internal sealed class PointRun(Stage stage, Operation operation, CrashPoint? point)
{
    private static readonly TimeSpan s_anyLease = LeaseTerms.Creation + LeaseTerms.Margin + TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_anyDelay = TimeSpan.FromSeconds(25);

    private readonly PointGate _gate = new(point);

    public IReadOnlyList<(ActorRequest Request, int Occurrence)> Requests => _gate.Requests;

    /// <summary>What the operation threw.</summary>
    public Exception? Failure { get; private set; }

    public async Task RunAsync()
    {
        await using var scene = new Scene(stage, operation.Service, _gate);
        await operation.PrepareAsync(scene);
        await stage.SettleAsync();
        _gate.TurnOn();
        var run = operation.RunAsync(scene);
        await stage.RunAsync(Task.WhenAny(run, scene.Subject.Death, scene.Subject.Asleep));
        _gate.TurnOff();
        if (scene.Subject is { IsDead: false, IsAsleep: false })
        {
            Failure = await OutcomeAsync(run);
            await operation.CheckAsync(scene, Failure);
        }

        if (point is not null && !_gate.WasHit)
            throw new InvalidOperationException($"The request did not come. Those that came: {string.Join(", ", Requests.Select(request => request.Request.Signature))}.");

        await operation.RepeatAsync(scene);
        await scene.CompeteAsync();
        if (scene.Subject.IsAsleep)
            await WakeAsync(scene, run);
        await stage.PassAsync(s_anyDelay);
        if (point is { IsLate: true })
            await scene.CompeteAsync();
        await operation.EndAsync(scene);
        scene.Subject.Die();
        await ExpireAsync(scene);
        await ProveFreeAsync(scene);
    }

    private async Task<Exception?> OutcomeAsync(Task run)
    {
        try
        {
            await run;
            return operation.Throws is { } expected && point is not { MayFail: true } ? throw new ViolationException($"It did not throw {expected.Name}.") : null;
        }
        catch (AllocatorException failure) when (failure.GetType() == operation.Throws || point is not null)
        {
            return failure;
        }
        catch (OperationCanceledException given) when (point is { Fault: PointFault.GivenUp })
        {
            return given;
        }
    }

    /// <summary>The subject goes on where it stopped, when whatever it had may be gone.</summary>
    private async Task WakeAsync(Scene scene, Task run)
    {
        await stage.PassAsync(s_anyLease);
        await scene.ReapAsync();
        scene.Subject.Wake();
        await stage.RunAsync(run);
        Failure = await OutcomeAsync(run);
        await operation.AwokenAsync(scene, Failure);
        await scene.CompeteAsync();
    }

    /// <summary>All leases run out, also those of what is committed late.</summary>
    private async Task ExpireAsync(Scene scene)
    {
        for (var round = 0; round < (point is { IsLate: true } ? 3 : 1); round++)
        {
            await stage.PassAsync(s_anyLease);
            await scene.ReapAsync();
        }

        AssertNothingIsLeft();
    }

    /// <summary>No place is lost: both owners can have what the limits allow.</summary>
    private async Task ProveFreeAsync(Scene scene)
    {
        foreach (var actor in new[] { scene.SameOwner, scene.OtherOwner })
        {
            var handle = await scene.CreateUndisturbedAsync(actor);
            await stage.RunAsync(handle.DisposeAsync().AsTask());
        }

        await stage.SettleAsync();
        AssertNothingIsLeft();
    }

    private void AssertNothingIsLeft()
    {
        if (stage.Witness.Leftovers() is { Count: > 0 } left)
            throw new ViolationException($"Left behind: {string.Join(", ", left)}.");
    }
}
