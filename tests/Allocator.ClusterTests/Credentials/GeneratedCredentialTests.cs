using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>Credentials that each instance gets of its own.</summary>
public sealed class GeneratedCredentialTests(ClusterFixture cluster) : IDisposable
{
    private static readonly CallerIdentity s_caller = new("test", "granting") { Credentials = new Dictionary<string, string> { ["granted"] = "by-the-caller" } };

    private readonly X509Certificate2 _authority = CertificateAuthorities.Make();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [ClusterFact]
    public async Task Create_each_instance_has_its_own_and_its_pods_read_them()
    {
        await using var allocator = Allocate("generated", options => options.MaxInstancesPerOwner = 2);
        await using var first = await allocator.CreateAsync(cancellationToken: Token);
        await using var second = await allocator.CreateAsync(cancellationToken: Token);

        var secret = await first.GetSecretAsync(Token);
        Assert.Equal(["ca.crt", "granted", "password", "tls.crt", "tls.key", "token"], secret.Keys.Order());
        Assert.Equal("by-the-caller", secret["granted"]);
        Assert.Equal(secret["password"], await PasswordOfPodAsync(first));
        Assert.StartsWith($"echo://{secret["password"]}@127.0.0.1:", await first.GetConnectionStringAsync("echo", Token), StringComparison.Ordinal);
        using var certificate = X509Certificate2.CreateFromPem(secret["tls.crt"], secret["tls.key"]);
        Assert.True(certificate.MatchesHostname($"{first.Name}.{cluster.Namespace}.svc"));
        var others = await second.GetSecretAsync(Token);
        Assert.All(["password", "token", "tls.key"], key => Assert.NotEqual(secret[key], others[key]));
    }

    [ClusterFact]
    public async Task ResetDisk_makes_new_values_of_what_was_generated_and_of_nothing_else()
    {
        await using var allocator = Allocate("regenerated");
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        var before = await handle.GetSecretAsync(Token);

        await handle.ResetDiskAsync(cancellationToken: Token);

        var after = await handle.GetSecretAsync(Token);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(["password", "token", "tls.key", "tls.crt"], key => Assert.NotEqual(before[key], after[key]));
        Assert.All(["granted", "ca.crt"], key => Assert.Equal(before[key], after[key]));
        Assert.Equal(after["password"], await PasswordOfPodAsync(handle));
    }

    [ClusterFact]
    public async Task Suspend_and_resume_keep_the_values()
    {
        await using var allocator = Allocate("kept-values");
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        var before = await handle.GetSecretAsync(Token);

        await handle.SuspendAsync(cancellationToken: Token);
        await handle.ResumeAsync(cancellationToken: Token);

        Assert.Equal(before.OrderBy(pair => pair.Key), (await handle.GetSecretAsync(Token)).OrderBy(pair => pair.Key));
    }

    [ClusterFact]
    public async Task ResetDisk_without_the_authority_is_refused_and_changes_nothing()
    {
        await using var allocator = Allocate("no-authority");
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var other = cluster.Allocate("no-authority", EchoTemplates.ConfigMap, s_caller);
        var before = await handle.GetSecretAsync(Token);

        var failure = await Assert.ThrowsAsync<AllocatorException>(() => other.ResetDiskAsync(handle.Name, cancellationToken: Token));

        Assert.Contains("UseCertificateAuthority", failure.Message, StringComparison.Ordinal);
        Assert.Equal(InstanceState.Ready, (await allocator.GetAsync(handle.Name, Token)).State);
        Assert.Equal(before["password"], (await handle.GetSecretAsync(Token))["password"]);
    }

    private static async Task<string> PasswordOfPodAsync(InstanceHandle handle) =>
        (await handle.ExecAsync(["sh", "-c", "echo $PASSWORD"], cancellationToken: Token)).EnsureSuccess().StandardOutput.TrimEnd();

    private InstanceAllocator Allocate(string service, Action<ServiceOptions>? configure = null) => InstanceAllocator.Create(
        service,
        options =>
        {
            options.Template = DiskTemplates.DeploymentWithPassword;
            options.Disk.Size = "16Mi";
            options.Credentials["password"] = new GeneratedCredential();
            options.Credentials["token"] = new GeneratedCredential { Kind = CredentialKind.Token };
            options.Credentials["tls"] = new GeneratedCredential { Kind = CredentialKind.KeyPair };
            options.ConnectionStrings["echo"] = "echo://{secret:password}@{host:echo}:{port:echo}";
            configure?.Invoke(options);
        },
        builder =>
        {
            builder.UseIdentity(s_caller).UseCertificateAuthority(_authority);
            builder.Services.Configure<AllocatorOptions>(options => options.Kubeconfig = cluster.Kubeconfig);
        });
}
