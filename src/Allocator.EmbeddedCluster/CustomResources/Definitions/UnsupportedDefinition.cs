using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What a valid custom resource definition asks for and this cluster has not.</summary>
internal static class UnsupportedDefinition
{
    /// <summary>What that is; null for nothing.</summary>
    public static string? Find(JsonElement definition)
    {
        var spec = definition.Member("spec");
        if (spec.Member("conversion").Text("strategy") != DefinitionChecks.NoConversion)
            return "the conversion of custom resources by a webhook";
        var index = 0;
        foreach (var version in spec.Member("versions").Elements())
        {
            var path = $"spec.versions[{index++}]";
            var reading = StructuralSchema.Read(version.Member("schema", "openAPIV3Schema").ToObject(), $"{path}.schema.openAPIV3Schema");
            if (reading.Unsupported is [var keyword, ..])
                return $"the schema's {keyword}";
            if (version.Flag("deprecated"))
                return $"{path}.deprecated";
            foreach (var column in version.Member("additionalPrinterColumns").Elements().Select(column => column.Text("jsonPath")))
            {
                if (SimplePath.Parse(column) is null)
                    return $"the JSON path {column} of a printer column";
            }
        }

        return null;
    }
}
