namespace Allocator.Embedded;

/// <summary>Where provisioned volumes are.</summary>
/// <param name="Create">Makes the directory of a volume of that name and says its path.</param>
/// <param name="Delete">Deletes a directory that was made.</param>
internal sealed record VolumeDirectories(Func<string, string> Create, Action<string> Delete);
