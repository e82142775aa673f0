using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Holds the schemas against the answers of a real server.</summary>
public sealed class SchemaAnswersTests
{
    private const string Path = "spec.validation.openAPIV3Schema";

    // The decoder of 1.20 notices some errors one field late and then names that field too, and it knows the names of string types.
    private static readonly HashSet<string> OtherNames =
    [
        "Deployment spec/replicas = 3000000000",
        "Deployment spec/replicas = -3000000000",
        "Deployment metadata/labels = {'a': 1}",
        "Deployment metadata/uid = 1",
        "Deployment metadata/ownerReferences = [{'uid': 1}]",
        "Deployment metadata/ownerReferences = [{'apiVersion': 1}]",
        "Deployment metadata/finalizers = [1]",
        "Deployment spec/template/spec/containers/0/securityContext = {'capabilities': {'add': 'x'}}",
        "Namespace spec = {'finalizers': 'x'}",
        "StatefulSet spec/volumeClaimTemplates = [{'spec': {'accessModes': 'x'}}]",
        "CronJob spec/jobTemplate/spec/template/spec/containers = [{'name': 1}]",
        "label that is a number",
    ];

    public static TheoryData<string> Typed => RecordedAnswer.Names("typed");

    public static TheoryData<string> Definitions => RecordedAnswer.Names("definition");

    public static TheoryData<string> Custom => RecordedAnswer.Names("custom");

    [Theory]
    [MemberData(nameof(Typed), DisableDiscoveryEnumeration = true)]
    public void Decode_object_of_a_built_in_kind_answers_as_recorded(string name)
    {
        var recorded = RecordedAnswer.Find("typed", name);
        var decoded = recorded.Object;

        var result = SchemaOf(decoded).Decode(decoded);

        if (recorded.Code == 400)
        {
            AssertSameRefusal(recorded, result);
            return;
        }

        Assert.Null(result.Error);
        var difference = JsonDifference.Between(recorded.Object, decoded);
        Assert.Equal(recorded.Dropped, difference.Dropped);
        AssertEqual(recorded.Changed, difference.Changed);
        Assert.Equal(recorded.Dropped, result.UnknownFields.Select(AsPointer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Definitions), DisableDiscoveryEnumeration = true)]
    public void Read_schema_of_a_definition_finds_the_recorded_errors(string name)
    {
        var recorded = RecordedAnswer.Find("definition", name);

        var reading = StructuralSchema.Read(recorded.Schema, Path);

        Assert.Empty(reading.Unsupported);
        AssertSame(recorded.Causes, reading.Errors);
        Assert.Equal(recorded.Code == 201, reading.Schema is not null);
    }

    [Theory]
    [MemberData(nameof(Custom), DisableDiscoveryEnumeration = true)]
    public void Validate_custom_resource_answers_as_recorded(string name)
    {
        var recorded = RecordedAnswer.Find("custom", name);
        var schema = RecordedAnswer.CustomSchema();
        var resource = recorded.Object;

        var coerced = schema.Coerce(resource);

        if (recorded.Code == 400)
        {
            AssertSameRefusal(recorded, coerced);
            return;
        }

        Assert.Null(coerced.Error);
        AssertSame(recorded.Causes, schema.Validate(resource));
        if (recorded.Code == 201)
        {
            Assert.Equal(recorded.Dropped, coerced.UnknownFields.Select(AsPointer).Order(StringComparer.Ordinal));
            resource.Remove("metadata");
            AssertEqual(recorded.Answer, resource);
        }
    }

    private static ObjectSchema SchemaOf(JsonObject obj)
    {
        var apiVersion = obj["apiVersion"]!.GetValue<string>().Split('/');
        return SchemaCatalog.Kubernetes.Find(apiVersion.Length == 1 ? "" : apiVersion[0], apiVersion[^1], obj["kind"]!.GetValue<string>())!;
    }

    private static void AssertSameRefusal(RecordedAnswer recorded, DecodeResult result)
    {
        Assert.NotNull(result.Error);
        var (expected, actual) = (BeforePosition(recorded.Message), BeforePosition(result.Error.Message));
        if (OtherNames.Contains(recorded.Name))
            Assert.Equal(Problem(expected), Problem(actual));
        else
            Assert.Equal(expected, actual);

        var field = result.Error.Field.Split('.').Last().Split('[')[0];
        Assert.Contains(field, recorded.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static string BeforePosition(string message) => message.Split(", error found in")[0];

    private static string Problem(string message) => string.Join(": ", message.Split(": ")[^2..]);

    private static string AsPointer(string path) =>
        "/" + path.Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');

    private static void AssertEqual(JsonObject expected, JsonObject actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected.ToJsonString()}\nActual   {actual.ToJsonString()}");

    // A server reports in the order of a Go map, which is random.
    private static void AssertSame(IEnumerable<FieldError> expected, IEnumerable<FieldError> actual) =>
        Assert.Equal(expected.OrderBy(e => e.ToString(), StringComparer.Ordinal), actual.OrderBy(e => e.ToString(), StringComparer.Ordinal));
}
