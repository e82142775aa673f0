namespace Allocator.Embedded;

internal enum ProbeKind
{
    Startup,
    Liveness,
    Readiness,
}
