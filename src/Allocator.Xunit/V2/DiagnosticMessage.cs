using Xunit.Abstractions;

namespace Allocator;

/// <summary>A line that runners show if <c>diagnosticMessages</c> is on.</summary>
internal sealed class DiagnosticMessage(string text) : IDiagnosticMessage
{
    public string Message => text;
}
