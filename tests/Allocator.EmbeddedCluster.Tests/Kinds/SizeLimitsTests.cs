using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The limits of sizes, with the messages of Kubernetes 1.20. The recorded answers leave them out as too long.</summary>
public sealed class SizeLimitsTests
{
    private const int Most = 1024 * 1024;

    private readonly ObjectOperations _operations = new(new ObjectStore(), new KindCatalog(BuiltInKinds.All), new Testing.ManualTimeProvider());

    [Theory]
    [InlineData("ConfigMap", "data", "ConfigMap \"one\" is invalid: []: Too long: must have at most 1048576 bytes")]
    [InlineData("Secret", "stringData", "Secret \"one\" is invalid: data: Too long: must have at most 1048576 bytes")]
    public void Create_one_byte_too_much_is_refused(string kind, string member, string message)
    {
        var refusal = Assert.Throws<ApiException>(() => Create(kind, member, Most + 1));

        Assert.Equal(422, refusal.Code);
        Assert.Equal(message, refusal.Message);
    }

    [Theory]
    [InlineData("ConfigMap", "data")]
    [InlineData("Secret", "stringData")]
    public void Create_as_much_as_may_be_is_accepted(string kind, string member) => Assert.Equal("one", Create(kind, member, Most).Name);

    private StoredObject Create(string kind, string member, int length) => _operations.Create(
        _operations.Kinds.FindByKind("v1", kind)!,
        "n",
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = "one" },
            [member] = new JsonObject { ["a"] = new string('x', length) },
        },
        WriteContext.System);
}
