namespace Allocator.Crashes;

internal sealed class ResetDiskOfSuspended(InstanceCall next) : CallThenCall(InstanceCall.ResetDisk, "suspended", next)
{
    public override int FewestPoints => 153;
}
