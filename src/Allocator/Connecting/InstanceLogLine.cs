namespace Allocator;

/// <summary>A line that a container of an instance wrote.</summary>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Text">The line, without its end.</param>
public readonly record struct InstanceLogLine(string Pod, string Container, string Text);
