using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>What is behind the paths of a container.</summary>
internal sealed class ContainerMounts
{
    private readonly (string Path, string HostPath)[] _mounts;
    private readonly Lazy<Regex?> _occurrences;

    /// <param name="mounts">Absolute paths in the container, and the files and directories of this machine behind them.</param>
    public ContainerMounts(IEnumerable<KeyValuePair<string, string>> mounts)
    {
        // The longest first: the innermost mount is the one that is seen.
        _mounts = [.. mounts.Select(mount => (Normalize(mount.Key), mount.Value)).OrderByDescending(mount => mount.Item1.Length)];
        _occurrences = new(Occurrences);
    }

    public IEnumerable<string> Paths => _mounts.Select(mount => mount.Path).Order(StringComparer.Ordinal);

    /// <summary>What is behind a path; null if it is below no mount.</summary>
    public string? HostPath(string containerPath)
    {
        var path = Normalize(containerPath);
        foreach (var (mount, hostPath) in _mounts)
        {
            if (path == mount)
                return hostPath;
            var prefix = mount.Length > 1 ? mount + "/" : mount;
            if (path.StartsWith(prefix, StringComparison.Ordinal))
                return Path.Join(hostPath, path[prefix.Length..]);
        }

        return null;
    }

    /// <summary>
    /// Puts what is behind them in the place of the mounts' paths, wherever one stands in a text as a whole: <c>--dir=/data/x</c>, not
    /// <c>/database</c> and not <c>/my/data</c>.
    /// </summary>
    public string Replace(string text) =>
        _occurrences.Value?.Replace(text, match => Array.Find(_mounts, mount => mount.Path == match.Value).HostPath) ?? text;

    private Regex? Occurrences()
    {
        var replaced = _mounts.Where(mount => mount.Path.Length > 1).Select(mount => Regex.Escape(mount.Path)).ToList();
        return replaced.Count == 0 ? null : new($"(?<![\\w.\\-/])(?:{string.Join('|', replaced)})(?![\\w.\\-])", RegexOptions.CultureInvariant);
    }

    private static string Normalize(string path)
    {
        var full = Path.GetFullPath(path, "/");
        return full.Length > 1 ? full.TrimEnd('/') : full;
    }
}
