namespace Allocator.Embedded;

/// <summary>How volumes may be used at once.</summary>
internal static class AccessModes
{
    private static readonly string[] s_all = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce"];

    private static readonly (string Long, string Short)[] s_short = [("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX")];

    public static IEnumerable<FieldError> Check(IEnumerable<string> modes, string field) =>
        modes.Where(mode => !s_all.Contains(mode)).Select(mode => FieldError.Unsupported(field, mode, s_all));

    /// <summary>The modes as tables show them: <c>RWO,ROX</c>.</summary>
    public static string Short(IEnumerable<string> modes)
    {
        var set = modes.ToHashSet();
        return string.Join(",", s_short.Where(mode => set.Contains(mode.Long)).Select(mode => mode.Short));
    }
}
