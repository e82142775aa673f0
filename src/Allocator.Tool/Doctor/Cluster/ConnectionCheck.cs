using System.Globalization;

namespace Allocator.Tool;

/// <summary>The cluster answers, and its version is one that is supported.</summary>
internal sealed class ConnectionCheck : IDoctorCheck<ClusterSubject>
{
    private const int OldestMinor = 20;

    public string Name => "connection";

    public bool IsNeededByOthers => true;

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        var version = await subject.Client.GetVersionAsync(cancellationToken);
        var user = await subject.Client.WhoAmIAsync(cancellationToken);
        var found = $"Kubernetes {(string?)version["gitVersion"]} at {subject.Client.Connection}, as {user?.Name ?? "an unknown user"}";
        return IsTooOld((string?)version["major"], (string?)version["minor"])
            ? Finding.Warning(found, $"Allocator is tested with Kubernetes 1.{OldestMinor} and later: update the cluster.")
            : Finding.Ok(found);
    }

    /// <summary>Providers add to the minor version, as in <c>20+</c>.</summary>
    private static bool IsTooOld(string? major, string? minor) =>
        major == "1" && int.TryParse(minor?.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < OldestMinor;
}
