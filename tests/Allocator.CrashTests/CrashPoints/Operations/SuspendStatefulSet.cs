namespace Allocator.Crashes;

internal sealed class SuspendStatefulSet(InstanceCall next) : CallThenCall(InstanceCall.Suspend, "ready", next)
{
    public override int FewestPoints => 94;

    public override ServiceSetup Service { get; } = new() { Template = ServiceSetup.StatefulWorkload, PerOwner = 1, All = 1, Lease = s_lease };

    protected override int Pods => 2;
}
