namespace Allocator.Crashes;

/// <summary>What an owner may have done with an instance that is there.</summary>
internal enum InstanceCall
{
    Suspend,
    Resume,
    ResetDisk,
    Destroy,
}

/// <summary>How it is called.</summary>
internal static class InstanceCalls
{
    public static Task RunAsync(this InstanceCall call, Actor actor, string name, CancellationToken cancellationToken) => call switch
    {
        InstanceCall.Suspend => actor.Allocator.SuspendAsync(name, cancellationToken: cancellationToken),
        InstanceCall.Resume => actor.Allocator.ResumeAsync(name, cancellationToken: cancellationToken),
        InstanceCall.ResetDisk => actor.Allocator.ResetDiskAsync(name, cancellationToken: cancellationToken),
        _ => actor.Allocator.DestroyAsync(name, new DestroyOptions { WaitUntilGone = true }, cancellationToken),
    };
}
