namespace Allocator;

/// <summary>All places of a limit are held by live instances.</summary>
public sealed class LimitExceededException : AllocatorException
{
    internal LimitExceededException(string message, string service, int limit, bool perOwner, IReadOnlyList<Instance> holders)
        : base(message)
    {
        Service = service;
        Limit = limit;
        IsPerOwner = perOwner;
        Holders = holders;
    }

    /// <summary>The service.</summary>
    public string Service { get; }

    /// <summary>The limit that is reached.</summary>
    public int Limit { get; }

    /// <summary>Whether it is <see cref="ServiceOptions.MaxInstancesPerOwner"/>; otherwise it is <see cref="ServiceOptions.MaxInstances"/>.</summary>
    public bool IsPerOwner { get; }

    /// <summary>The instances that hold the places.</summary>
    public IReadOnlyList<Instance> Holders { get; }
}
