using System.Text.Json;

namespace Allocator.Embedded;

internal sealed class ControllerRevisionRules() : BuiltInRules(ResourceTypes.ControllerRevisions)
{
    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) =>
        ImmutableChecks.Check("data", obj.Member("data"), old.Member("data"));

    protected override IEnumerable<FieldError> Validate(JsonElement obj) =>
        (obj.Has("data") ? (IEnumerable<FieldError>)[] : [FieldError.Required("data", "data is mandatory")])
        .Concat(obj.Number("revision") is < 0 and { } revision
            ? [NumberChecks.Invalid("revision", revision, "must be greater than or equal to 0")]
            : []);
}
