namespace Allocator.GoTemplates;

internal static class GoMap
{
    private static readonly Comparer<string> ByteOrder = Comparer<string>.Create(GoText.Compare);

    /// <summary>The keys in the order in which Go prints a map and ranges over it.</summary>
    public static string[] SortedKeys(IReadOnlyDictionary<string, object?> map)
    {
        var keys = new string[map.Count];
        var i = 0;
        foreach (var entry in map)
            keys[i++] = entry.Key;
        Array.Sort(keys, ByteOrder);
        return keys;
    }
}
