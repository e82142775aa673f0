namespace Allocator.Tool.Tests;

/// <summary>How a run of the command ended, and what it wrote.</summary>
public sealed record Said(int ExitCode, string Output, string Error);
