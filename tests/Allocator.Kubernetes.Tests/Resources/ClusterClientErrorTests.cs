using System.Net;
using System.Text.Json.Nodes;
using Allocator.Testing;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests;

public sealed class ClusterClientErrorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_object_becomes_the_exception()
    {
        const string Causes = """{"causes":[{"reason":"FieldValueInvalid","message":"must be less","field":"spec.x"}]}""";
        var e = await FailAsync(Answers.Status(422, "Invalid", "spec.x: too much", Causes));

        Assert.Equal("GET pods/p in namespace ns: 422 Invalid: spec.x: too much", e.Message);
        Assert.True(e.IsInvalid);
        Assert.False(e.OutcomeUnknown);
        Assert.Equal(422, e.Status!.Code);
        Assert.Equal(new KubernetesStatusCause("FieldValueInvalid", "spec.x", "must be less"), Assert.Single(e.Status.Causes));
    }

    [Fact]
    public async Task Already_exists_and_conflict_are_told_apart()
    {
        var exists = await FailAsync(Answers.Status(409, "AlreadyExists"));
        var conflict = await FailAsync(Answers.Status(409, "Conflict"));

        Assert.True(exists is { IsAlreadyExists: true, IsConflict: false });
        Assert.True(conflict is { IsAlreadyExists: false, IsConflict: true });
    }

    [Theory]
    [InlineData("", "GET pods/p in namespace ns: 404 NotFound")]
    [InlineData("404 page\n  not found\n", "GET pods/p in namespace ns: 404 NotFound: 404 page not found")]
    [InlineData("[1]", "GET pods/p in namespace ns: 404 NotFound: [1]")]
    [InlineData("""{"kind":"Status","code":"odd","details":7,"message":[]}""", "GET pods/p in namespace ns: 404 NotFound")]
    public async Task Other_body_is_quoted(string body, string message)
    {
        var e = await FailAsync(Answers.Text(body, 404));

        Assert.Equal(message, e.Message);
        Assert.True(e.IsNotFound);
    }

    [Fact]
    public async Task Long_body_is_cut()
    {
        var e = await FailAsync(Answers.Text(new string('x', 1_000_000), 403));

        Assert.InRange(e.Message.Length, 200, 300);
    }

    [Fact]
    public async Task Redirect_is_an_error_and_not_followed()
    {
        await using var elsewhere = await ScriptedServer.StartAsync(Answers.Json("{}"));
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect(elsewhere.Address.ToString());
            return Task.CompletedTask;
        });
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesException>(() => client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation));

        Assert.Equal(HttpStatusCode.Found, e.StatusCode);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData(400, """{"kind":"Status","code":400,"reason":"BadRequest","message":"error in ...|\"hunter2!\"}|..."}""")]
    [InlineData(422, """{"kind":"Status","code":422,"message":"data: hunter2!","details":{"causes":[{"field":"data[x]","message":"hunter2!"}]}}""")]
    [InlineData(413, "you sent: hunter2!")]
    [InlineData(403, """{"you":"sent hunter2!"}""")]
    public async Task Answer_that_may_quote_a_secret_is_not_in_the_exception(int status, string answer)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json(answer, status));
        await using var client = server.Client();
        var secret = new JsonObject { ["stringData"] = new JsonObject { ["x"] = "hunter2!" } };

        var e = await Assert.ThrowsAsync<KubernetesException>(() => client.CreateAsync(ResourceKind.Secret, "ns", secret, null, Cancellation));

        Assert.DoesNotContain("hunter2!", e.ToString() + e.Status + string.Join("", e.Status?.Causes ?? []), StringComparison.Ordinal);
        Assert.Equal(status, (int)e.StatusCode!);
    }

    [Fact]
    public async Task Refused_secret_names_the_fields()
    {
        await using var server = await ScriptedServer.StartAsync(
            Answers.Status(422, "Invalid", "data: hunter2!", """{"causes":[{"field":"data[x]","message":"hunter2!"}]}"""));
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesException>(() => client.CreateAsync(ResourceKind.Secret, "ns", [], null, Cancellation));

        Assert.EndsWith("it is about data[x]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_is_silent_is_a_timeout()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            arrived.SetResult();
            return Answers.Silence(context);
        });
        var clock = new ManualTimeProvider();
        await using var client = server.Client(new ClusterClientOptions { TimeProvider = clock, RequestTimeout = TimeSpan.FromSeconds(12.5) });

        var call = client.CreateAsync(ResourceKind.Pod, "ns", [], null, Cancellation);
        await arrived.Task;
        clock.Advance(TimeSpan.FromSeconds(12.5));

        var e = await Assert.ThrowsAsync<KubernetesException>(() => call);
        Assert.True(e is { TimedOut: true, OutcomeUnknown: true, NotSent: false, StatusCode: null });
        Assert.EndsWith("within 12.5 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_is_not_a_timeout()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            arrived.SetResult();
            return Answers.Silence(context);
        });
        await using var client = server.Client();
        using var cancel = new CancellationTokenSource();

        var call = client.CreateAsync(ResourceKind.Pod, "ns", [], null, cancel.Token);
        await arrived.Task;
        await cancel.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, e.CancellationToken);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Success_without_an_object_is_an_error(string body)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Text(body, 201));
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesException>(() => client.CreateAsync(ResourceKind.Pod, "ns", [], null, Cancellation));

        Assert.True(e.OutcomeUnknown);
        Assert.Contains("201, but the answer is not a JSON object", e.Message, StringComparison.Ordinal);
    }

    private static async Task<KubernetesException> FailAsync(RequestDelegate answer)
    {
        await using var server = await ScriptedServer.StartAsync(answer);
        await using var client = server.Client();
        return await Assert.ThrowsAsync<KubernetesException>(() => client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation));
    }
}
