using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>
/// Checks values against a schema, with the messages of a real server. Those name a value by its fields alone, without the indices of lists.
/// </summary>
/// <param name="basePath">What the fields of errors begin with; the names in messages do not.</param>
internal sealed class ValueValidator(string basePath)
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Validate(JsonNode? value, StructuralSchema schema) => ErrorsOf(value, schema, basePath, "");

    public static List<FieldError> ErrorsOf(JsonNode? value, StructuralSchema schema, string basePath, string name)
    {
        var validator = new ValueValidator(basePath);
        validator.Validate(value, schema, name);
        return validator._errors;
    }

    private void Validate(JsonNode? value, StructuralSchema schema, string name)
    {
        CheckType(value, schema, name);
        CheckEnum(value, schema.Rules, name);
        if (value is null)
            return;

        switch (value.GetValueKind())
        {
            case JsonValueKind.Object:
                ValidateObject(value.AsObject(), schema, name);
                break;
            case JsonValueKind.Array:
                ValidateArray(value.AsArray(), schema, name);
                break;
            case JsonValueKind.String:
                StringRules.Check(value.GetValue<string>(), schema.Rules, problem => Invalid(name, value, problem));
                break;
            case JsonValueKind.Number:
                NumberRules.Check(value, schema.Rules, problem => Invalid(name, value, problem));
                break;
        }

        new BranchRules(basePath, name, _errors).Check(value, schema.Rules);
    }

    private void CheckType(JsonNode? value, StructuralSchema schema, string name)
    {
        string[] types = schema.IsIntOrString ? ["integer", "string"] : schema.Type is null ? [] : [schema.Type];
        if (types.Length == 0 || (value is null && schema.Nullable))
            return;

        var found = KindOf(value);
        if (!types.Contains(found) && !(found == "integer" && types.Contains("number")))
            Invalid(name, found, $"must be of type {string.Join(',', types)}: \"{found}\"");
    }

    private void CheckEnum(JsonNode? value, ValueRules rules, string name)
    {
        if (rules.Enum is not null && !rules.Enum.Any(allowed => JsonNode.DeepEquals(allowed, value)))
            _errors.Add(SchemaErrors.NotSupported(Field(name), value, rules.Enum.Select(Plain)));
    }

    private void ValidateObject(JsonObject obj, StructuralSchema schema, string name)
    {
        if (obj.Count < schema.Rules.MinProperties)
        {
            Invalid(name, schema.Rules.MinProperties, $"should have at least {schema.Rules.MinProperties} properties");
            return;
        }

        if (obj.Count > schema.Rules.MaxProperties)
        {
            Invalid(name, schema.Rules.MaxProperties, $"should have at most {schema.Rules.MaxProperties} properties");
            return;
        }

        foreach (var (key, value) in obj)
        {
            if ((schema.Properties.GetValueOrDefault(key) ?? schema.AdditionalProperties) is { } property)
                Validate(value, property, Child(name, key));
        }

        foreach (var missing in schema.Rules.Required.Where(required => !obj.ContainsKey(required)))
            _errors.Add(SchemaErrors.Required(Field(Child(name, missing))));
    }

    private void ValidateArray(JsonArray array, StructuralSchema schema, string name)
    {
        if (schema.Items is not null)
        {
            foreach (var item in array)
                Validate(item, schema.Items, name);
        }

        if (array.Count < schema.Rules.MinItems)
            Invalid(name, array.Count, $"should have at least {schema.Rules.MinItems} items");
        if (array.Count > schema.Rules.MaxItems)
            Invalid(name, array.Count, $"should have at most {schema.Rules.MaxItems} items");
    }

    private void Invalid(string name, JsonNode? value, string problem) =>
        _errors.Add(SchemaErrors.Invalid(Field(name), value, $"{name} in body {problem}"));

    private string Field(string name) => (basePath, name) switch
    {
        ("", "") => "<nil>",
        (_, "") => basePath,
        ("", _) => name,
        _ => basePath + "." + name,
    };

    private static string Child(string name, string key) => name.Length == 0 ? key : name + "." + key;

    private static string Plain(JsonNode? value) =>
        value is JsonValue && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "null";

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => NumberRules.IsInteger(value) ? "integer" : "number",
        _ => "boolean",
    };
}
