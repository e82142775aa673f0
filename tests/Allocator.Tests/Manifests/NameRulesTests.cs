namespace Allocator.Manifests;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData("other", "its name must be the instance's ('db-0a1b2c3d') or begin with 'db-0a1b2c3d-'")]
    [InlineData("db-0a1b2c3d4", "its name must be the instance's")]
    [InlineData("db-0a1b2c3d-", "must begin and end with a letter or digit")]
    [InlineData("db-0a1b2c3d-A", "only lower-case letters")]
    [InlineData("db-0a1b2c3d-a..b", "only lower-case letters")]
    [InlineData("db-0a1b2c3d-0123456789012345678901234567890123456789x", "its name has 53 characters; 52 are the most")]
    public async Task Check_name_that_is_not_the_instances_is_refused(string name, string problem) =>
        Assert.Contains(
            problem,
            await Prepared.RefusedAsync($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("db-0a1b2c3d")]
    [InlineData("db-0a1b2c3d-app.conf")]
    [InlineData("db-0a1b2c3d-012345678901234567890123456789012345678x")]
    public async Task Check_name_that_begins_with_the_instances_is_taken(string name)
    {
        var prepared = await Prepared.SingleAsync($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n");

        Assert.Equal(name, prepared.StringAt("metadata", "name"));
    }

    [Fact]
    public async Task Check_another_namespace_is_refused() =>
        Assert.Contains(
            "it is in the namespace \"prod\"; all objects of an instance are in 'dev'",
            await Prepared.RefusedAsync(Prepared.Object("v1", "ConfigMap", metadata: ", namespace: prod")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(", namespace: dev")]
    public async Task Check_own_namespace_is_set(string metadata) =>
        Assert.Equal("dev", (await Prepared.SingleAsync(Prepared.Object("v1", "ConfigMap", metadata: metadata))).StringAt("metadata", "namespace"));

    [Fact]
    public async Task CheckUnique_two_objects_of_one_kind_and_name_is_refused()
    {
        var deployment = Prepared.Deployment();
        var old = deployment.Replace("apps/v1", "extensions/v1beta1", StringComparison.Ordinal);

        Assert.Contains("two objects of this kind and name", await Prepared.RefusedAsync($"{deployment}\n---\n{old}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckUnique_two_kinds_of_one_name_is_taken() =>
        Assert.Equal(2, (await Prepared.FromAsync($"{Prepared.Deployment()}\n---\n{Prepared.Object("v1", "ConfigMap")}")).Objects.Count);
}
