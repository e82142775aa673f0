using System.ComponentModel;

namespace Allocator.Api;

/// <summary>A command for a container of an instance.</summary>
internal sealed record ExecRequest
{
    [Description("The program and its arguments; there is no shell unless it is named.")]
    public required IReadOnlyList<string> Command { get; init; }

    [Description("The container. Default: the pod's only one.")]
    public string? Container { get; init; }

    [Description("What the command reads from its standard input, in base64. Default: it has none.")]
    public byte[]? StandardInput { get; init; }
}
