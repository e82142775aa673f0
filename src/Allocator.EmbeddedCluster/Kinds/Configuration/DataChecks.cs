using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the data of a config map or a secret.</summary>
internal static class DataChecks
{
    public const int MostBytes = 1024 * 1024;

    public static IEnumerable<FieldError> Keys(JsonElement data, string path) =>
        data.Members().SelectMany(member => NameChecks.Check($"{path}[{member.Name}]", member.Name, NameChecks.DataKey));

    /// <summary>The size of what Base64 says.</summary>
    public static int ByteCount(string base64) => (base64.Length / 4 * 3) - (base64.Length - base64.TrimEnd('=').Length);

    /// <summary>What is wrong with a change of an object that may be set to never change.</summary>
    public static IEnumerable<FieldError> Update(JsonElement obj, JsonElement old, params string[] members)
    {
        const string detail = "field is immutable when `immutable` is set";
        if (!old.Flag("immutable"))
            yield break;
        if (!obj.Flag("immutable"))
            yield return FieldError.Forbidden("immutable", detail);
        foreach (var member in members)
        {
            if (!ImmutableChecks.AreEqual(obj.Member(member), old.Member(member)))
                yield return FieldError.Forbidden(member, detail);
        }
    }
}
