namespace Allocator.Testing;

/// <summary>A script that this shell does not understand.</summary>
internal sealed class ShellSyntaxException(string message) : Exception($"syntax error: {message}");
