namespace Allocator.Server;

/// <summary>The caller is no administrator.</summary>
internal sealed class AdministratorsOnlyException()
    : Exception($"Only administrators may read this. Who is one, {AllocatorOptions.SectionName}:{nameof(AllocatorOptions.Administrators)} says.");
