using System.Globalization;

namespace Allocator.Crashes;

/// <summary>One request of an operation and what goes wrong with it.</summary>
/// <param name="Signature">Which request.</param>
/// <param name="Occurrence">The how manieth of this signature, from 1.</param>
/// <param name="Fault">What goes wrong.</param>
internal sealed record CrashPoint(string Signature, int Occurrence, PointFault Fault)
{
    public bool IsLate => Fault is PointFault.Late or PointFault.DeathThenLate;

    /// <summary>Whether it is in order that the operation fails for it, though its process lives.</summary>
    public bool MayFail => Fault is PointFault.SleepBefore or PointFault.SleepAfter or PointFault.GivenUp;

    /// <summary>All points of a request.</summary>
    public static IEnumerable<CrashPoint> Of(ActorRequest request, int occurrence) =>
        Sabotage.FaultsOf(request).Select(fault => new CrashPoint(request.Signature, occurrence, fault));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Fault} of {Signature} #{Occurrence}");
}
