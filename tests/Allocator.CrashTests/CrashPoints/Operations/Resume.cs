namespace Allocator.Crashes;

internal sealed class Resume(InstanceCall next) : CallThenCall(InstanceCall.Resume, "suspended", next)
{
    public override int FewestPoints => 120;
}
