namespace Allocator.Bench.Requests;

/// <summary>What a request is for.</summary>
internal enum RequestPurpose
{
    /// <summary>Part of what the caller asked for.</summary>
    Operation,

    /// <summary>Renews a lease.</summary>
    Renewal,

    /// <summary>Lists the events of an object that has been slow for a while.</summary>
    Suspicion,

    /// <summary>The list that a watch begins with.</summary>
    WatchList,

    /// <summary>A watch.</summary>
    Watch,

    /// <summary>Looks for instances that other processes left behind.</summary>
    Sweep,

    /// <summary>Asks what kinds the server has.</summary>
    Discovery,
}
