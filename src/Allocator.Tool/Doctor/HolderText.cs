namespace Allocator.Tool;

/// <summary>Names the instances that hold places; the first ones, if they are many.</summary>
internal static class HolderText
{
    private const int Shown = 10;

    public static string Of(IReadOnlyList<Instance> holders) =>
        string.Join(", ", holders.Take(Shown).Select(holder => $"{holder.Name} of {holder.Owner}")) + (holders.Count > Shown ? " and others" : "");
}
