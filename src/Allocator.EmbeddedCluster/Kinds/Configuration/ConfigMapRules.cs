using System.Text;
using System.Text.Json;

namespace Allocator.Embedded;

internal sealed class ConfigMapRules() : BuiltInRules(ResourceTypes.ConfigMaps)
{
    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) => DataChecks.Update(obj, old, "data", "binaryData");

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var (data, binary) = (obj.Member("data"), obj.Member("binaryData"));
        foreach (var error in DataChecks.Keys(data, "data"))
            yield return error;
        foreach (var member in data.Members().Where(member => binary.Member(member.Name).ValueKind != JsonValueKind.Undefined))
            yield return FieldError.InvalidText($"data[{member.Name}]", member.Name, "duplicate of key present in binaryData");
        foreach (var error in DataChecks.Keys(binary, "binaryData"))
            yield return error;
        var size = data.Members().Sum(member => Encoding.UTF8.GetByteCount(member.Value.Text()))
            + binary.Members().Sum(member => DataChecks.ByteCount(member.Value.Text()));
        if (size > DataChecks.MostBytes)
            yield return new("[]", "FieldValueTooLong", $"Too long: must have at most {DataChecks.MostBytes} bytes");
    }
}
