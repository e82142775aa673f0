namespace Allocator;

public sealed class FixtureSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-settings-");
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_nothing_is_set_gives_the_defaults()
    {
        var options = Load();

        Assert.Equal((WithoutCluster.Fail, KeepInstances.Never, false), (options.WithoutCluster, options.Keep, options.Embedded));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2), TimeSpan.FromHours(1), 4), (options.SetupTimeout, options.PlaceTimeout, options.KeepFor, options.MaxConcurrentCreates));
        Assert.Null(options.Kubeconfig);
    }

    [Fact]
    public void Load_code_wins_over_the_environment_and_that_over_the_file()
    {
        Write("""{ "namespace": "file", "identity": "file", "context": "file" }""");
        _variables["ALLOCATOR_IDENTITY"] = "environment";
        _variables["ALLOCATOR_CONTEXT"] = "environment";

        var options = Load(options => options.Context = "code");

        Assert.Equal(("file", "environment", "code"), (options.Namespace, options.Identity, options.Context));
    }

    [Fact]
    public void Load_every_kind_of_value_is_read_from_the_file()
    {
        Write("""
            {
              // what editors like
              "$schema": "https://example.com/schema.json",
              "kubeconfig": "configs/tests",
              "withoutCluster": "skip",
              "Keep": "OnFailure",
              "setupTimeout": "90s",
              "placeTimeout": "00:00:30",
              "keepFor": "1.5h",
              "maxConcurrentCreates": 2,
              "failOnLeftovers": true,
            }
            """);

        var options = Load();

        Assert.Equal(Path.Combine(_folder.FullName, "configs/tests"), options.Kubeconfig);
        Assert.Equal((WithoutCluster.Skip, KeepInstances.OnFailure, 2, true), (options.WithoutCluster, options.Keep, options.MaxConcurrentCreates, options.FailOnLeftovers));
        Assert.Equal((90, 30, 5400), (options.SetupTimeout.TotalSeconds, options.PlaceTimeout.TotalSeconds, options.KeepFor.TotalSeconds));
    }

    [Fact]
    public void Load_the_source_that_wins_chooses_the_cluster()
    {
        Write("""{ "embedded": true }""");
        Assert.Equal((null, true), Cluster(Load()));

        _variables["ALLOCATOR_KUBECONFIG"] = "/configs/tests";
        Assert.Equal(("/configs/tests", false), Cluster(Load()));
        Assert.Equal((null, true), Cluster(Load(options => options.Embedded = true)));
        Assert.Equal(("/configs/other", false), Cluster(Load(options => options.Kubeconfig = "/configs/other")));
        Assert.Throws<AllocatorException>(() => Load(options => (options.Embedded, options.Kubeconfig) = (true, "/configs/other")));

        static (string?, bool) Cluster(FixtureOptions options) => (options.Kubeconfig, options.Embedded);
    }

    [Fact]
    public void Load_the_source_that_wins_chooses_between_server_and_cluster()
    {
        Write("""{ "server": "https://file", "tokenFile": "token" }""");
        Assert.Equal(("https://file", null, false), Choice(Load()));
        Assert.Equal(Path.Combine(_folder.FullName, "token"), Load().TokenFile);
        Assert.Equal((null, null, true), Choice(Load(options => options.Embedded = true)));

        _variables["ALLOCATOR_KUBECONFIG"] = "/configs/tests";
        Assert.Equal((null, "/configs/tests", false), Choice(Load()));
        Assert.Equal(("https://code", null, false), Choice(Load(options => options.Server = "https://code")));
        Assert.Throws<AllocatorException>(() => Load(options => (options.Server, options.Embedded) = ("https://code", true)));

        static (string?, string?, bool) Choice(FixtureOptions options) => (options.Server, options.Kubeconfig, options.Embedded);
    }

    [Theory]
    [InlineData("ALLOCATOR_KUBECONFIG", "Kubeconfig")]
    [InlineData("ALLOCATOR_TOKEN_FILE", "TokenFile")]
    [InlineData("ALLOCATOR_WITHOUT_CLUSTER", "WithoutCluster")]
    [InlineData("ALLOCATOR_MAX_CONCURRENT_CREATES", "MaxConcurrentCreates")]
    [InlineData("ALLOCATOR_FAIL_ON_LEFTOVERS", "FailOnLeftovers")]
    [InlineData("ALLOCATOR_CLUSTER_SERVICES", "ClusterServices")]
    public void VariableOf_is_the_settings_words_in_upper_case(string variable, string setting) => Assert.Equal(variable, FixtureSettings.VariableOf(setting));

    [Theory]
    [InlineData("""{ "namespce": "x" }""", "There is no setting for \"namespce\"", "namespace")]
    [InlineData("""{ "keep": "Sometimes" }""", "is 'Sometimes'", "Never, OnFailure, Always")]
    [InlineData("""{ "keep": "7" }""", "is '7'", "Never, OnFailure, Always")]
    [InlineData("""{ "setupTimeout": "300" }""", "is '300'", "90s, 5m, 1h")]
    [InlineData("""{ "setupTimeout": "5s" }""", "ALLOCATOR_SETUP_TIMEOUT", "more than 10 seconds")]
    [InlineData("""{ "maxConcurrentCreates": -1 }""", "is '-1'", "a whole number")]
    [InlineData("""{ "maxConcurrentCreates": 0 }""", "maxConcurrentCreates", "at least 1")]
    [InlineData("""{ "embedded": "yes" }""", "is 'yes'", "true or false")]
    [InlineData("""{ "embedded": true, "kubeconfig": "x" }""", "sets Embedded as well", "Leave one of them out")]
    [InlineData("""{ "keep": ["Never"] }""", "\"keep\"", "Array")]
    [InlineData("[]", "allocator.json", "one JSON object")]
    [InlineData("{", "allocator.json", "is not JSON")]
    public void Load_wrong_file_is_an_error_that_names_the_setting_and_what_it_may_be(string json, string what, string rule)
    {
        Write(json);

        var error = Assert.Throws<AllocatorException>(() => Load());

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_wrong_variable_is_an_error_that_names_it()
    {
        _variables["ALLOCATOR_PLACE_TIMEOUT"] = "soon";

        var error = Assert.Throws<AllocatorException>(() => Load());

        Assert.StartsWith("ALLOCATOR_PLACE_TIMEOUT is 'soon'", error.Message, StringComparison.Ordinal);
    }

    private FixtureOptions Load(Action<FixtureOptions>? configure = null) => FixtureSettings.Load(_folder.FullName, _variables.GetValueOrDefault, configure);

    private void Write(string json) => File.WriteAllText(Path.Combine(_folder.FullName, "allocator.json"), json);
}
