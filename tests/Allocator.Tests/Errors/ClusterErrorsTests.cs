using System.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator;

public sealed class ClusterErrorsTests
{
    [Fact]
    public async Task Explain_403_without_its_reason_blames_nobody()
    {
        var connection = ClusterConnection.ForToken(new Uri("https://127.0.0.1:1/"), "token");
        await using var session = new AllocatorSession(new ClusterClient(connection), "tests", "tests/sb", [], null, TimeProvider.System, NullLoggerFactory.Instance);
        var failure = new KubernetesException("POST leases: 403 Forbidden", HttpStatusCode.Forbidden, null);

        var explained = await ClusterErrors.ExplainAsync(session, failure, TestContext.Current.CancellationToken);

        Assert.Contains("refused without saying why: POST leases: 403 Forbidden", explained.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Admission", explained.Message, StringComparison.Ordinal);
        Assert.Same(failure, explained.InnerException);
    }
}
