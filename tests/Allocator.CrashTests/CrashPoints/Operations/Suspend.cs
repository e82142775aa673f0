namespace Allocator.Crashes;

internal sealed class Suspend(InstanceCall next) : CallThenCall(InstanceCall.Suspend, "ready", next)
{
    public override int FewestPoints => 111;
}
