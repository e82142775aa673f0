namespace Allocator.Bench.Traffic;

/// <summary>Requests and bytes of answers.</summary>
internal sealed record TrafficCount
{
    public int Writes { get; init; }

    public int Reads { get; init; }

    public int Watches { get; init; }

    /// <summary>Of the writes: how many were answered 409, for example because another had taken the place.</summary>
    public int Taken { get; init; }

    /// <summary>How many were answered 429.</summary>
    public int Refused { get; init; }

    public long Bytes { get; init; }

    /// <summary>Requests that look for what other processes left behind; not among the reads.</summary>
    public int Sweeps { get; init; }

    public long SweepBytes { get; init; }

    /// <summary>All but watches and sweeps.</summary>
    public int Requests => Writes + Reads;
}
