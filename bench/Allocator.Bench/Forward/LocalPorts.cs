namespace Allocator.Bench.Forward;

/// <summary>Where one side has the pod's three servers, on 127.0.0.1.</summary>
internal sealed record LocalPorts(int Echo, int Upload, int Download);
