namespace Allocator.Embedded;

/// <summary>What the parts of the node share.</summary>
internal sealed record NodeParts(ClusterCore Core, EmbeddedImages Images, NodeOptions Options, PodAddresses Addresses, NodeDirectories Directories);
