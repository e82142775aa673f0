using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Leases;

public sealed class LeaseRenewerTests : IAsyncLifetime
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(120);
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedServer _server = new();
    private readonly ClusterClient _client;
    private readonly LeaseRenewer _renewer;

    public LeaseRenewerTests()
    {
        var options = new ClusterClientOptions { TimeProvider = _time, WrapHandler = _ => _server };
        _client = new ClusterClient(ClusterConnection.Anonymous(new Uri("http://127.0.0.1:1")), options);
        _renewer = new LeaseRenewer(_client, "tests", _time, NullLogger.Instance);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _renewer.DisposeAsync();
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task Hold_renews_after_a_quarter_of_the_lease_with_the_uid_in_the_body()
    {
        _renewer.Hold("kv-1", "uid-1", "1", s_lease, _time.GetTimestamp());

        _time.Advance(s_lease / 4 - TimeSpan.FromSeconds(1));
        Assert.Equal(0, _server.Received);
        _time.Advance(TimeSpan.FromSeconds(1));
        var patch = await _server.NextAsync();

        Assert.Equal("uid-1", patch["metadata"]!["uid"]!.GetValue<string>());
        Assert.Equal("1", patch["metadata"]!["resourceVersion"]!.GetValue<string>());
        Assert.NotNull(patch["spec"]!["renewTime"]);
    }

    [Fact]
    public async Task Renewal_of_a_root_that_is_gone_tells_the_holder()
    {
        _server.Answer = () => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("""{"kind":"Status","code":404,"reason":"NotFound","message":"gone"}""") };
        var lease = _renewer.Hold("kv-1", "uid-1", "1", s_lease, _time.GetTimestamp());
        var lost = new TaskCompletionSource();
        lease.Lost.Register(lost.SetResult);

        _time.Advance(s_lease / 4);
        await lost.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Throws<InstanceLostException>(lease.ThrowIfRunOut);
    }

    [Fact]
    public async Task Renewal_that_fails_for_credentials_is_tried_again()
    {
        var failures = 1;
        _server.Answer = () => failures-- > 0 ? throw new ClusterUnavailableException("the plugin failed") : ScriptedServer.Renewed();
        var lease = _renewer.Hold("kv-1", "uid-1", "1", s_lease, _time.GetTimestamp());

        var end = _time.GetUtcNow() + s_lease - LeaseTerms.Margin;
        _time.Advance(s_lease / 4);
        await _server.NextAsync();
        await _server.NextAsync(whileWaiting: () =>
        {
            // Until the renewer has begun to wait, nothing else than the end of the lease is due.
            if (_time.NextDue is { } due && due < end)
                _time.Advance(due - _time.GetUtcNow());
        });

        Assert.False(lease.Lost.IsCancellationRequested);
        Assert.False(lease.HasRunOut);
    }

    [Fact]
    public async Task Hold_lifetime_is_over_ends_the_instance_and_tells_the_holder()
    {
        _server.Answer = () =>
        {
            var answer = ScriptedServer.Renewed();
            answer.Headers.Date = _time.GetUtcNow();
            return answer;
        };
        var endsAt = _time.GetUtcNow() + s_lease;
        var lease = _renewer.Hold("kv-1", "uid-1", "1", s_lease, _time.GetTimestamp(), endsAt);
        var lost = new TaskCompletionSource();
        lease.Lost.Register(lost.SetResult);

        JsonNode request;
        do
            request = await _server.NextAsync(whileWaiting: () => _time.Advance(TimeSpan.FromSeconds(1)));
        while (request["spec"]?["renewTime"] is not null);
        await lost.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("uid-1", request["preconditions"]!["uid"]!.GetValue<string>());
        Assert.True(_time.GetUtcNow() >= endsAt);
        Assert.Contains("its lifetime ended at", Assert.Throws<InstanceLostException>(lease.ThrowIfRunOut).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_ends_the_renewals()
    {
        var lease = _renewer.Hold("kv-1", "uid-1", "1", s_lease, _time.GetTimestamp());

        await _renewer.ReleaseAsync(lease);
        _time.Advance(s_lease);

        Assert.Equal(0, _server.Received);
    }

    [Fact]
    public async Task Renewals_of_many_leases_come_in_the_order_in_which_they_are_due()
    {
        for (var number = 1; number <= 3; number++)
        {
            _renewer.Hold($"kv-{number}", $"uid-{number}", "1", s_lease, _time.GetTimestamp());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(s_lease / 4 - TimeSpan.FromSeconds(3));
        var uids = new List<string> { await NextUidAsync() };
        for (var number = 2; number <= 3; number++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            uids.Add(await NextUidAsync());
        }

        Assert.Equal(["uid-1", "uid-2", "uid-3"], uids);
        Assert.Equal(3, _server.Received);
    }

    [Fact]
    public async Task Release_while_a_renewal_is_under_way_is_the_end_of_it()
    {
        var lease = _renewer.Hold("kv-1", "uid-1", "1", s_lease, _time.GetTimestamp());
        _time.Advance(s_lease / 4);
        await _server.NextAsync();

        await _renewer.ReleaseAsync(lease);
        _time.Advance(s_lease);

        Assert.Equal(1, _server.Received);
    }

    [Fact]
    public void HasRunOut_is_a_margin_before_the_lease_ends()
    {
        using var lease = new HeldLease("kv-1", "uid-1", "1", s_lease, _time.GetTimestamp(), null, _time);

        _time.Advance(s_lease - LeaseTerms.Margin);
        Assert.False(lease.HasRunOut);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(lease.HasRunOut);
        Assert.True(lease.RunOut.IsCancellationRequested);
    }

    [Fact]
    public async Task Lost_whose_callback_disposes_does_not_block_the_renewal()
    {
        _server.Answer = () => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("{}") };
        var lease = _renewer.Hold("kv-1", "uid-1", "1", s_lease, _time.GetTimestamp());
        var released = new TaskCompletionSource();
        lease.Lost.Register(() =>
        {
            _renewer.ReleaseAsync(lease).Wait();
            released.SetResult();
        });

        _time.Advance(s_lease / 4);

        await released.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> NextUidAsync() => (await _server.NextAsync())["metadata"]!["uid"]!.GetValue<string>();

    /// <summary>Answers in the place of an API server.</summary>
    private sealed class ScriptedServer : HttpMessageHandler
    {
        private readonly Channel<JsonNode> _requests = Channel.CreateUnbounded<JsonNode>();
        private int _received;

        public Func<HttpResponseMessage> Answer { get; set; } = Renewed;

        public int Received => Volatile.Read(ref _received);

        public static HttpResponseMessage Renewed() => new(HttpStatusCode.OK) { Content = new StringContent("""{"metadata":{"name":"kv-1","uid":"uid-1"}}""") };

        /// <summary>The next request's body.</summary>
        public async Task<JsonNode> NextAsync(Action? whileWaiting = null)
        {
            var next = _requests.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
            while (whileWaiting is not null && await Task.WhenAny(next, Task.Delay(10, TestContext.Current.CancellationToken)) != next)
                whileWaiting();
            return await next;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _received);
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            await _requests.Writer.WriteAsync(body, cancellationToken);
            return Answer();
        }
    }
}
