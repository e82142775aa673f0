using System.Globalization;

namespace Allocator;

/// <summary>Another call suspends, resumes or resets the instance.</summary>
public sealed class InstanceBusyException : AllocatorException
{
    /// <summary>As a server told it.</summary>
    internal InstanceBusyException(string message, string name, InstanceState state)
        : base(message) => (Name, State) = (name, state);

    private InstanceBusyException(string message, Instance instance)
        : this(message, instance.Name, instance.State)
    {
    }

    /// <summary>The instance's name.</summary>
    public string Name { get; }

    /// <summary>What is done with it.</summary>
    public InstanceState State { get; }

    internal static InstanceBusyException UnderWay(InstanceRecord instance, DateTimeOffset free) => new(
        $"Instance '{instance.Name}' is {Doing(instance)} by another call. Try again when that has ended; should its process be dead, from " +
        $"{free.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC on.",
        instance.Instance);

    internal static InstanceBusyException TakenOver(InstanceRecord instance) => new(
        $"Another call has taken over instance '{instance.Name}', because this one was not heard of for {(LeaseTerms.Operation + LeaseTerms.Margin).TotalSeconds:0} s. " +
        $"The instance is now {Doing(instance)}. Look at its state before trying again.",
        instance.Instance);

    internal static InstanceBusyException Changing(InstanceRecord instance) => new(
        $"The record of instance '{instance.Name}' is changed by others again and again, so nothing was begun. Try again.", instance.Instance);

    private static string Doing(InstanceRecord instance) => instance.Instance.State switch
    {
        InstanceState.Suspending => "being suspended",
        InstanceState.Resuming => "being resumed",
        InstanceState.Resetting => "being reset",
        var state => state.ToString().ToLowerInvariant(),
    };
}
