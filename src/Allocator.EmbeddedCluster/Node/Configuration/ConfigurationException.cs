namespace Allocator.Embedded;

/// <summary>What a pod refers to is not there, or not as it should be. It may come.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
