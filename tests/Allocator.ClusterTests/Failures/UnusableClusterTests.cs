using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Ways to a cluster that do not lead there: a typed error in seconds, which says what was tried.</summary>
public sealed class UnusableClusterTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task Create_wrong_certificate_authority_says_whom_it_does_not_trust()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = new CertificateRequest("CN=somebody else's authority", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow().AddDays(1));
        var pem = Convert.ToBase64String(Encoding.ASCII.GetBytes(authority.ExportCertificatePem()));

        var failure = await FailAsync("wrong-ca", config => config["clusters"]![0]!["cluster"]!["certificate-authority-data"] = pem);

        Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
        Assert.Contains("authority", failure.Message, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Create_token_that_has_expired_says_when()
    {
        var expired = TimeProvider.System.GetUtcNow().AddHours(-3).ToUnixTimeSeconds();
        var token = $"{Encode("""{"alg":"RS256"}""")}.{Encode($$"""{"sub":"somebody","exp":{{expired}}}""")}.{Encode("signed by nobody")}";

        var failure = await FailAsync("old-token", config => config["users"]![0]!["user"]!["token"] = token);

        Assert.Contains("401", failure.Message, StringComparison.Ordinal);
        Assert.Contains("expired 3 h ago", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, failure.ToString(), StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Create_without_credentials_says_that_there_are_none()
    {
        var failure = await FailAsync("no-token", config => config["users"]![0]!["user"] = new JsonObject());

        // It is 403, not 401, that an API server answers which admits anonymous users.
        Assert.Contains("there are none", failure.Message, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Create_closed_port_says_that_nothing_listens_there()
    {
        var failure = await FailAsync("closed-port", config => config["clusters"]![0]!["cluster"]!["server"] = "https://127.0.0.1:1");

        Assert.Contains("https://127.0.0.1:1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("nothing listens there", failure.Message, StringComparison.Ordinal);
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private async Task<ClusterUnavailableException> FailAsync(string name, Action<JsonNode> change)
    {
        var config = JsonNode.Parse(await File.ReadAllTextAsync(cluster.Kubeconfig, TestContext.Current.CancellationToken))!;
        change(config);
        var path = Path.Combine(Path.GetDirectoryName(cluster.Kubeconfig)!, name);
        await File.WriteAllTextAsync(path, config.ToJsonString(), TestContext.Current.CancellationToken);
        await using var service = new FailingService(cluster, name, Workloads.ConfigMap, kubeconfig: path);

        var watch = Stopwatch.StartNew();
        var failure = await service.FailAsync<ClusterUnavailableException>();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, new ServiceOptions().CreateTimeout / 2);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        return failure;
    }
}
