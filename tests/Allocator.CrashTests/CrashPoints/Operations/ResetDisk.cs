namespace Allocator.Crashes;

internal sealed class ResetDisk(InstanceCall next) : CallThenCall(InstanceCall.ResetDisk, "ready", next)
{
    public override int FewestPoints => 173;
}
