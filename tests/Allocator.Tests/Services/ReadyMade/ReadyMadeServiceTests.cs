using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator.Services;

/// <summary>What holds for every ready-made service.</summary>
public sealed class ReadyMadeServiceTests
{
    public static TheoryData<string> Names => [.. ReadyMade.All.Select(service => service.Name)];

    /// <summary>All but the classic one, whose template is as it was found.</summary>
    public static TheoryData<string> NewOnes => [.. ReadyMade.All.Select(service => service.Name).Where(name => name != "syncbase")];

    [Fact]
    public void All_in_one_host_are_valid_and_differ_in_name()
    {
        var services = new ServiceCollection();
        var builder = services.AddAllocator();
        foreach (var service in ReadyMade.All)
            builder.AddService(service.Name, service.Configure);
        using var provider = services.BuildServiceProvider();

        Assert.Null(Record.Exception(provider.GetRequiredService<IStartupValidator>().Validate));
        Assert.Equal(7, ReadyMade.All.DistinctBy(service => service.Name).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Template_renders_one_workload_of_the_instances_name(string name)
    {
        var manifests = ReadyMade.Render(ReadyMade.Named(name).Options());

        Assert.All(manifests, manifest => Assert.Equal(ReadyMade.Instance, manifest.Name));
        Assert.Single(manifests, manifest => manifest.Kind == "Deployment");
    }

    [Theory]
    [MemberData(nameof(NewOnes))]
    public void Template_alone_renders_the_same_as_with_the_declared_defaults(string name)
    {
        var declared = ReadyMade.Named(name).Options();

        var alone = ReadyMade.Render(new ServiceOptions { Template = declared.Template });

        Assert.Equal(ReadyMade.Render(declared).Select(manifest => manifest.Object.ToJsonString()), alone.Select(manifest => manifest.Object.ToJsonString()));
        Assert.Equal(declared.Parameters["image"].Default, alone.Container()["image"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(NewOnes))]
    public void Service_leads_to_the_one_named_port(string name)
    {
        var manifests = ReadyMade.Render(ReadyMade.Named(name).Options());

        var port = Assert.Single(manifests.Single(manifest => manifest.Kind == "Service").Object["spec"]!["ports"]!.AsArray())!;
        var declared = Assert.Single(manifests.Container()["ports"]!.AsArray())!;
        Assert.Equal(declared["name"]!.GetValue<string>(), port["targetPort"]!.GetValue<string>());
        Assert.Equal(declared["name"]!.GetValue<string>(), port["name"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(NewOnes))]
    public void Pod_has_no_rights_that_it_does_not_need(string name)
    {
        var manifests = ReadyMade.Render(ReadyMade.Named(name).Options());

        var pod = manifests.PodSpec();
        Assert.False(pod["automountServiceAccountToken"]!.GetValue<bool>());
        Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
        Assert.Equal("RuntimeDefault", pod["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>());
        var container = manifests.Container()["securityContext"]!;
        Assert.False(container["allowPrivilegeEscalation"]!.GetValue<bool>());
        Assert.Equal("ALL", Assert.Single(container["capabilities"]!["drop"]!.AsArray())!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(NewOnes))]
    public void Container_has_probes_and_resources(string name)
    {
        var container = ReadyMade.Render(ReadyMade.Named(name).Options()).Container();

        Assert.All(["readinessProbe", "livenessProbe"], probe => Assert.NotNull(container[probe]));
        Assert.NotNull(container["resources"]!["requests"]!["cpu"]);
        Assert.NotNull(container["resources"]!["requests"]!["memory"]);
        Assert.NotNull(container["resources"]!["limits"]!["memory"]);
    }

    [Theory]
    [MemberData(nameof(NewOnes))]
    public void Pod_reads_the_declared_password_from_the_instances_secret(string name)
    {
        var options = ReadyMade.Named(name).Options();
        var manifests = ReadyMade.Render(options);

        var keys = (manifests.Container()["env"] as JsonArray ?? [])
            .Select(variable => variable!["valueFrom"]?["secretKeyRef"])
            .OfType<JsonNode>()
            .Select(reference => (reference["name"]!.GetValue<string>(), reference["key"]!.GetValue<string>()));
        Assert.Equal(options.Credentials.Keys.Select(key => (ReadyMade.Instance, key)), keys);
        Assert.DoesNotContain(manifests, manifest => manifest.Kind == "Secret");
    }
}
