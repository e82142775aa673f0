namespace Allocator.Crashes;

/// <summary>What goes wrong with one request.</summary>
public enum PointFault
{
    /// <summary>The process dies before it has sent it.</summary>
    DeathBefore,

    /// <summary>The process dies when the server has done it.</summary>
    DeathAfter,

    /// <summary>The process stops before it has sent it, and goes on when its leases have run out and others have been at work.</summary>
    SleepBefore,

    /// <summary>The process stops when the server has done it, and hears of that when its leases have run out and others have been at work.</summary>
    SleepAfter,

    /// <summary>The caller gives up when the server has done it and the answer is on its way.</summary>
    GivenUp,

    /// <summary>409, <c>AlreadyExists</c>.</summary>
    AlreadyExists,

    /// <summary>409, <c>Conflict</c>.</summary>
    Conflict,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    TooManyRequests,

    /// <summary>500, and nothing was done.</summary>
    ServerError,

    /// <summary>The connection breaks before the server has done it.</summary>
    LostBefore,

    /// <summary>The connection breaks when the server has done it.</summary>
    LostAfter,

    /// <summary>The connection breaks at once; the server does it when the process has gone on.</summary>
    Late,

    /// <summary>The process dies at once; the server does it when all that the process had has been reaped.</summary>
    DeathThenLate,

    /// <summary>A watch breaks in the place of its first event.</summary>
    CutWatch,
}
