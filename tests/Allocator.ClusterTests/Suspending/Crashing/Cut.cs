namespace Allocator;

/// <summary>What happens to an operation at one of its requests.</summary>
internal enum Cut
{
    /// <summary>The request is refused with 500, and the operation gives up.</summary>
    Refused,

    /// <summary>The request is lost, and the operation gives up.</summary>
    LostBefore,

    /// <summary>The answer is lost, and the operation gives up.</summary>
    LostAfter,

    /// <summary>The caller cancels.</summary>
    Cancelled,

    /// <summary>The process is dead before the request.</summary>
    DeadBefore,

    /// <summary>The process is dead after the request.</summary>
    DeadAfter,

    /// <summary>The process is dead, and the request arrives when all is over.</summary>
    DeadAndLate,

    /// <summary>The answer is lost, and the operation goes on.</summary>
    Repeated,
}
