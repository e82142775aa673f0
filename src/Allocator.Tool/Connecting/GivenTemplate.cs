namespace Allocator.Tool;

/// <summary>A service that the command line describes by its template alone.</summary>
internal sealed record GivenTemplate(string Service, string Path);
