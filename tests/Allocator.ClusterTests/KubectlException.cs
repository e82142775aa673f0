namespace Allocator;

internal sealed class KubectlException(IReadOnlyList<string> arguments, int exitCode, string error)
    : Exception($"kubectl {string.Join(' ', arguments)} ended with {exitCode}: {error.Trim()}");
