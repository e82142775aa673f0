using System.Collections.Concurrent;

namespace Allocator.Tool;

/// <summary>The user has the rights of the documented role.</summary>
internal sealed class RightsCheck : IDoctorCheck<ClusterSubject>
{
    private const int AtOnce = 8;

    public string Name => "rights";

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        var needed = NeededRights.Read();
        var missing = new ConcurrentBag<NeededRight>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(needed, parallel, async (right, token) =>
        {
            if (!await subject.Client.CanAsync(right.Verb, right.Kind, right.Subresource, subject.Namespace, null, token))
                missing.Add(right);
        });
        if (missing.IsEmpty)
            return Finding.Ok($"all {needed.Count} of docs/rbac/role.yaml");

        if (missing.Count == needed.Count)
            return Finding.Failure($"none of the {needed.Count} of docs/rbac/role.yaml is there", "Bind that role to the user in the namespace, or use another user or namespace.");

        var names = string.Join("; ", missing.GroupBy(right => right.Resource).OrderBy(group => group.Key, StringComparer.Ordinal).Select(
            group => $"{string.Join(",", group.Select(right => right.Verb).Order(StringComparer.Ordinal))} {group.Key}"));
        const string advice = "Add them to the user's role in the namespace; docs/rbac/role.yaml is the whole role, with what each right is for.";
        return missing.All(right => right.IsForSomeTemplates)
            ? Finding.Warning($"these are missing, which some templates need: {names}", advice)
            : Finding.Failure($"these are missing: {names}", advice);
    }
}
