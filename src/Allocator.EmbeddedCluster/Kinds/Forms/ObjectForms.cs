using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Brings objects to the form in which Kubernetes gives them back: without empty values, but with those that it always writes.</summary>
internal static class ObjectForms
{
    private const string Resource = "kubernetes-1.20.fields";
    private static readonly Lazy<Dictionary<string, Dictionary<string, FieldForm>>> s_structures = new(Read);

    /// <summary>The form of a structure, for example <c>core.Pod</c>.</summary>
    public static void Normalize(string structure, JsonObject obj)
    {
        var fields = s_structures.Value[structure];
        for (var i = obj.Count - 1; i >= 0; i--)
        {
            var (name, value) = obj.GetAt(i);
            if (fields.TryGetValue(name, out var field) && !Keep(field, value))
                obj.RemoveAt(i);
        }

        foreach (var (name, field) in fields)
        {
            if (field.IsAlwaysWritten && !obj.ContainsKey(name))
                obj[name] = Empty(field);
        }
    }

    private static bool Keep(FieldForm field, JsonNode? value)
    {
        switch (field.Shape, value)
        {
            case (_, null):
                return field.IsAlwaysWritten && Empty(field) is null;
            case (FieldShape.List, JsonArray list):
                foreach (var item in list.OfType<JsonObject>().Where(_ => field.IsStructure))
                    Normalize(field.Type, item);
                return list.Count > 0 || field.IsAlwaysWritten;
            case (FieldShape.Map, JsonObject map):
                return map.Count > 0 || field.IsAlwaysWritten;
            case (FieldShape.Value or FieldShape.Pointer, JsonObject structure) when field.IsStructure:
                Normalize(field.Type, structure);
                return true;
            default:
                return field.Shape == FieldShape.Pointer || field.IsAlwaysWritten || !IsEmpty(field.Type, value);
        }
    }

    private static bool IsEmpty(string type, JsonNode value) => (type, value.GetValueKind()) switch
    {
        ("s", JsonValueKind.String) => value.GetValue<string>().Length == 0,
        ("i", JsonValueKind.Number) => value.AsValue().TryGetValue<long>(out var number) && number == 0,
        ("b", var kind) => kind == JsonValueKind.False,
        _ => false,
    };

    private static JsonNode? Empty(FieldForm field)
    {
        if (field.Shape != FieldShape.Value)
            return null;
        if (!field.IsStructure)
            return field.Type switch { "s" => "", "i" or "p" => 0, "b" => false, "q" => "0", _ => null };
        var structure = new JsonObject();
        Normalize(field.Type, structure);
        return structure;
    }

    private static Dictionary<string, Dictionary<string, FieldForm>> Read()
    {
        using var reader = new StreamReader(typeof(ObjectForms).Assembly.GetManifestResourceStream(Resource)!);
        var structures = new Dictionary<string, Dictionary<string, FieldForm>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            structures[words[0]] = words.Skip(1).Select(word => word.Split('=', 2))
                .ToDictionary(parts => parts[0], parts => FieldForm.Parse(parts[1]), StringComparer.Ordinal);
        }

        return structures;
    }
}
