namespace Allocator;

/// <summary>A port of a pod, under the name by which it is known.</summary>
internal readonly record struct PodPort(string? Name, int Number);
