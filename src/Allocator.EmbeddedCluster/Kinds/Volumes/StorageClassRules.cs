using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class StorageClassRules() : BuiltInRules(ResourceTypes.StorageClasses)
{
    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) =>
        ((string[])["parameters", "provisioner", "reclaimPolicy"])
            .Where(member => !ImmutableChecks.AreEqual(obj.Member(member), old.Member(member)))
            .Select(member => FieldError.Forbidden(member, $"updates to {member} are forbidden."))
            .Concat(ImmutableChecks.Check("volumeBindingMode", obj.Member("volumeBindingMode"), old.Member("volumeBindingMode")));

    protected override void SetDefaults(JsonObject obj)
    {
        obj.Default("reclaimPolicy", "Delete");
        obj.Default("volumeBindingMode", "Immediate");
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj) =>
        (obj.Text("provisioner") is { Length: > 0 } provisioner
            ? MetadataChecks.KeyProblems(provisioner.ToLowerInvariant())
                .Select(problem => FieldError.InvalidText("provisioner", provisioner, problem))
            : [FieldError.Required("provisioner")])
        .Concat(obj.Member("parameters").Members().Where(member => member.Name.Length == 0)
            .Select(_ => FieldError.InvalidText("parameters", "", "field can not be empty.")))
        .Concat(Choice(obj, "reclaimPolicy", "Delete", "Retain"))
        .Concat(Choice(obj, "volumeBindingMode", "Immediate", "WaitForFirstConsumer"));

    private static IEnumerable<FieldError> Choice(JsonElement obj, string member, params string[] values) =>
        values.Contains(obj.Text(member)) ? [] : [FieldError.Unsupported(member, obj.Text(member), values)];
}
