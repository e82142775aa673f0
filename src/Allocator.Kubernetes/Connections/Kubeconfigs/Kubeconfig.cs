namespace Allocator;

/// <summary>Kubeconfigs, merged as kubectl does it: of entries with one name, and of current contexts, the first counts.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files"/>.</remarks>
internal sealed class Kubeconfig(IReadOnlyList<KubeconfigFile> files)
{
    /// <summary>What messages call it.</summary>
    public string Name => string.Join(Path.PathSeparator, files.Select(f => f.Name));

    /// <summary>Whether it says nothing of any cluster or context: kubectl then looks elsewhere.</summary>
    public bool IsEmpty => !Entries("clusters", "cluster").Any() && !Entries("contexts", "context").Any();

    public string? CurrentContext => files.Select(f => f.Root?.Text("current-context")).FirstOrDefault(c => c is not null);

    public KubeconfigNode Context(string? name)
    {
        var contexts = Entries("contexts", "context").ToList();
        var known = contexts.Count == 0 ? "it has none" : $"it has {Names(contexts)}";
        if ((name ?? CurrentContext) is not { } wanted)
            throw Error("current-context", $"no context was asked for and there is no current one; name a context ({known})");
        return contexts.FirstOrDefault(c => c.Name == wanted).Value
            ?? throw Error(name is null ? "current-context" : "contexts", $"there is no context '{wanted}'; {known}");
    }

    /// <summary>The cluster or user that a context's field names.</summary>
    public KubeconfigNode Referred(KubeconfigNode context, string field, string list)
    {
        var wanted = context.RequiredText(field);
        var entries = Entries(list, field).ToList();
        return entries.FirstOrDefault(e => e.Name == wanted).Value
            ?? throw context.Error(field, $"there is no {field} '{wanted}' in {list} ({(entries.Count == 0 ? "which is empty" : Names(entries))})");
    }

    private static string Names(IEnumerable<(string Name, KubeconfigNode)> entries) =>
        string.Join(", ", entries.Select(e => $"'{e.Name}'").Distinct());

    private KubeconfigException Error(string field, string problem) => new(Name, field, null, null, problem);

    private IEnumerable<(string Name, KubeconfigNode Value)> Entries(string list, string field) =>
        from file in files
        where file.Root is not null
        from item in file.Root!.Items(list)
        let name = item.RequiredText("name")
        let entry = new KubeconfigNode(item.File, item.Yaml, $"{list}[{name}]")
        select (name, entry.Child(field) ?? entry.EmptyChild(field));
}
