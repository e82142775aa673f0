namespace Allocator.Crashes;

internal sealed class ResetDisksOfStatefulSet(InstanceCall next) : CallThenCall(InstanceCall.ResetDisk, "ready", next)
{
    public override int FewestPoints => 181;

    public override ServiceSetup Service { get; } = new() { Template = ServiceSetup.StatefulWorkload, PerOwner = 1, All = 1, Lease = s_lease };

    protected override int Pods => 2;
}
