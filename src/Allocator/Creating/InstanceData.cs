using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator;

/// <summary>What a service's template sees for one instance, and what it renders with it.</summary>
internal sealed class InstanceData(TemplateFacts facts)
{
    private readonly TemplateData _data = TemplateDataFactory.Create(facts);

    public string MountName => (string)_data.Values["MountName"]!;

    /// <summary>The JSON that the template's <c>.CreatorInfo</c> encodes.</summary>
    public string CreatorInfo => JsonNode.Parse((string)_data.Values["CreatorInfo"]!)!.GetValue<string>();

    /// <summary>Renders and reads the template, and sees to it that no value of the caller changes the structure.</summary>
    /// <exception cref="TemplateException">The template, or what it renders, is not right.</exception>
    public IReadOnlyList<Manifest> Render(ITemplate template) => StructureGuard.Check(
        data => ManifestReader.Read(template.Render(data, RenderLimits.Default)),
        facts.Caller,
        values => TemplateDataFactory.Create(facts with { Caller = values }));
}
