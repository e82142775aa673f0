namespace Allocator;

public sealed class TemplateDataFactoryTests
{
    private const string Blessing = "dev:alice \"&\" bob's\n\\é😀\u2028";

    private static readonly TemplateFacts Facts = new()
    {
        Name = "db-0a1b2c3d",
        Service = "db",
        Namespace = "dev",
        OwnerHash = "0123456789abcdef0123456789abcdef01234567",
        Version = "v1",
        Caller = new CallerValues("al<i>ce@example.com", [Blessing], new Dictionary<string, string> { ["size_2"] = "big" }),
        Administrators = ["root:<admin>"],
        DiskSize = "50Gi",
        Seed = "seed",
    };

    // Expected values were recorded from Go 1.19's encoding/json.
    [Fact]
    public void Create_access_list_is_json_encoded_twice_without_outer_quotes() => Assert.Equal(
        """{\"In\":[\"root:\\u003cadmin\\u003e\",\"dev:alice \\\"\\u0026\\\" bob's\\n\\\\é😀\\u2028\"],\"NotIn\":null}""",
        TemplateDataFactory.Create(Facts).Values["AccessList"]);

    [Fact]
    public void Create_access_list_of_nobody_is_as_go_writes_a_nil_slice() => Assert.Equal(
        """{\"In\":null,\"NotIn\":null}""",
        TemplateDataFactory.Create(Facts with { Administrators = [], Caller = new CallerValues("a", [], new Dictionary<string, string>()) })
            .Values["AccessList"]);

    [Fact]
    public void Create_creator_info_is_a_json_string_literal_of_json() => Assert.Equal(
        """
        "{\"email\":\"al\\u003ci\\u003ece@example.com\",\"blessingNames\":[\"dev:alice \\\"\\u0026\\\" bob's\\n\\\\é😀\\u2028\"],
        """.Trim()
        + """
        \"mountName\":\"dev/sb/db-0a1b2c3d\"}"
        """,
        TemplateDataFactory.Create(Facts).Values["CreatorInfo"]);

    [Fact]
    public void Create_names()
    {
        var data = TemplateDataFactory.Create(Facts);

        Assert.Equal("seed", data.Seed);
        Assert.Equal("db-0a1b2c3d", data.Values["Name"]);
        Assert.Equal("dev/sb/db-0a1b2c3d", data.Values["MountName"]);
        Assert.Equal("0123456789abcdef0123456789abcdef01234567", data.Values["OwnerHash"]);
        Assert.Equal("al<i>ce@example.com", data.Values["Owner"]);
        Assert.Equal("v1", data.Values["Version"]);
        Assert.Equal("dev", data.Values["Namespace"]);
        Assert.Equal("db", data.Values["Service"]);
        Assert.Equal("db-0a1b2c3d", data.Values["Secret"]);
        var disk = Assert.IsType<IReadOnlyDictionary<string, object?>>(data.Values["Disk"], exactMatch: false);
        Assert.Equal(("db-0a1b2c3d", "50Gi", null), (disk["Name"], disk["Size"], disk["StorageClass"]));
        var parameters = Assert.IsType<IReadOnlyDictionary<string, object?>>(data.Values["Parameters"], exactMatch: false);
        Assert.Equal("big", parameters["size_2"]);
    }

    [Fact]
    public void Create_parameters_are_of_their_declared_types()
    {
        var facts = Facts with
        {
            DeclaredParameters = new Dictionary<string, ServiceParameter>
            {
                ["replicas"] = new() { Type = ParameterType.Integer, Default = "2" },
                ["tls"] = new() { Type = ParameterType.Boolean, Default = "true" },
                ["size_2"] = "small",
                ["unset"] = new(),
            },
        };

        var parameters = Assert.IsType<IReadOnlyDictionary<string, object?>>(TemplateDataFactory.Create(facts).Values["Parameters"], exactMatch: false);

        Assert.Equal((2L, true, "big"), (parameters["replicas"], parameters["tls"], parameters["size_2"]));
        Assert.False(parameters.ContainsKey("unset"));
    }

    [Fact]
    public void Create_mount_root_is_an_option() =>
        Assert.Equal("users/sb/db-0a1b2c3d", TemplateDataFactory.Create(Facts with { MountRoot = "users/sb" }).Values["MountName"]);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("1a")]
    [InlineData("a\n")]
    [InlineData("x: {hostNetwork")]
    public void Create_parameter_name_that_is_no_word_is_refused(string name)
    {
        var facts = Facts with { Caller = new CallerValues("a", [], new Dictionary<string, string> { [name] = "x" }) };

        Assert.Contains("is not a word", Assert.Throws<AllocatorException>(() => TemplateDataFactory.Create(facts)).Message, StringComparison.Ordinal);
    }
}
