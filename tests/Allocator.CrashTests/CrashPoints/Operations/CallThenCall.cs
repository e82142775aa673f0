namespace Allocator.Crashes;

/// <summary>
/// Suspend, Resume or ResetDisk of an instance that another process holds; then another process of the owner calls the same or something else, which finishes what was begun. What comes after that
/// of the first is refused, or is as if it had begun only then.
/// </summary>
internal abstract class CallThenCall(InstanceCall call, string from, InstanceCall next) : Operation
{
    protected static readonly TimeSpan s_lease = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_anyDelay = TimeSpan.FromSeconds(80);

    private Actor? _holder;
    private IReadOnlyList<string> _disks = [];
    private string _password = "";
    private string _name = "";
    private string _end = "";
    private string _done = "";

    public override string Name => $"{GetType().Name}, then {next}";

    public override ServiceSetup Service { get; } = new() { Template = ServiceSetup.Workload, PerOwner = 1, All = 1, Lease = s_lease };

    protected virtual int Pods => 1;

    public override async Task PrepareAsync(Scene scene)
    {
        _holder = scene.Enter("holder", Scene.Owner);
        _name = (await scene.CreateUndisturbedAsync(_holder)).Name;
        if (from == "suspended")
            await CallAsync(scene, InstanceCall.Suspend, _holder);
        var view = scene.Stage.View(_name);
        view.Require(from, Pods);
        (_disks, _password) = (view.Disks, view.Password);
    }

    public override Task RunAsync(Scene scene) => call.RunAsync(scene.Subject, _name, scene.Subject.Caller);

    public override Task CheckAsync(Scene scene, Exception? failure)
    {
        if (failure is null)
            Require(scene, EndOf(call, from));
        return Task.CompletedTask;
    }

    public override async Task RepeatAsync(Scene scene)
    {
        _end = EndOf(next, EndOf(scene));
        await CallAsync(scene, next, scene.SameOwner);
        Require(scene, _end);
        _done = scene.Stage.View(_name).Operation;
    }

    /// <summary>Either it had recorded something, and must see that another has taken over; or it begins only now.</summary>
    public override Task AwokenAsync(Scene scene, Exception? failure)
    {
        if (failure is not (null or InstanceBusyException or InstanceLostException or InstanceNotFoundException))
            throw new ViolationException($"It woke up and did not see that another has gone on: {failure}");
        if (failure is null && scene.Stage.View(_name).Operation != _done)
            _end = EndOf(call, _end);
        Require(scene, _end);
        _done = scene.Stage.View(_name).Operation;
        return Task.CompletedTask;
    }

    /// <summary>What was committed late changes nothing, or can be finished by a further call. The instance has kept its place and its lease.</summary>
    public override async Task EndAsync(Scene scene)
    {
        await scene.Stage.PassAsync(s_anyDelay);
        await scene.ReapAsync();
        if (scene.Stage.View(_name).Operation != _done)
        {
            _end = EndOf(next, EndOf(scene));
            await CallAsync(scene, next, scene.SameOwner);
        }

        Require(scene, _end);
        _holder!.Die();
    }

    /// <summary>Calls until no other call is in its way.</summary>
    private async Task CallAsync(Scene scene, InstanceCall what, Actor actor)
    {
        while (true)
        {
            var calling = what.RunAsync(actor, _name, actor.Stopping);
            await scene.Stage.RunAsync(calling);
            try
            {
                await calling;
                return;
            }
            catch (InstanceBusyException)
            {
                await scene.Stage.PassAsync(s_pause);
            }
        }
    }

    /// <summary>To what the instance would come if what was begun were finished.</summary>
    private string EndOf(Scene scene)
    {
        var view = scene.Stage.View(_name);
        return view.IsSettled ? view.State : EndOf(call, from);
    }

    private static string EndOf(InstanceCall what, string before) => what switch
    {
        InstanceCall.Suspend => "suspended",
        InstanceCall.Resume => "ready",
        InstanceCall.ResetDisk => before,
        _ => "",
    };

    private void Require(Scene scene, string state)
    {
        var live = scene.Stage.Witness.Live.Count(instance => instance.Name == _name);
        if (live != (state.Length > 0 ? 1 : 0))
            throw new ViolationException($"{_name} is to be {(state.Length > 0 ? state : "gone")}, but {live} are live.");
        if (state.Length == 0)
            return;
        var view = scene.Stage.View(_name);
        view.Require(state, Pods);
        var kept = view.Disks.Count(_disks.Contains);
        if (view.Disks.Count != _disks.Count || kept != (scene.Stage.Witness.WasReset(_name) ? 0 : _disks.Count))
            throw new ViolationException($"{_name} had {_disks.Count} disks and has {view.Disks.Count}; {kept} are the same.");
        if (view.Password.Length == 0 || view.Password == _password == scene.Stage.Witness.WasReset(_name))
            throw new ViolationException($"{_name} has {(view.Password == _password ? "the password that it had" : "another password")}.");
    }
}
