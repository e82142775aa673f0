using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class MetricsEndpointTests(ServerFixture fixture)
{
    [Fact]
    public async Task Histogram_of_creations_is_shown_with_buckets_sum_and_count()
    {
        using var alice = fixture.Server.ClientOf("metrics-alice");
        await alice.CreateAsync("note");

        var answer = await alice.GetAsync("/metrics");

        Assert.Equal("text/plain", answer.MediaType);
        Assert.Contains("# TYPE allocator_create_duration_seconds histogram\n", answer.Text, StringComparison.Ordinal);
        var lines = answer.Text.Split('\n').Where(line => line.Contains("allocator_outcome=\"ready\",allocator_service=\"note\"", StringComparison.Ordinal) && line.StartsWith("allocator_create_duration_seconds", StringComparison.Ordinal)).ToList();
        var buckets = lines.Where(line => line.Contains("_bucket{", StringComparison.Ordinal)).ToList();
        Assert.Contains("le=\"+Inf\"", buckets[^1], StringComparison.Ordinal);
        Assert.Equal(buckets.Select(Value).Order(), buckets.Select(Value));
        Assert.Equal(Value(lines.Single(line => line.Contains("_count{", StringComparison.Ordinal))), Value(buckets[^1]));
        Assert.True(Value(lines.Single(line => line.Contains("_sum{", StringComparison.Ordinal))) > 0);
    }

    [Fact]
    public async Task Instance_that_a_key_finds_is_not_counted_as_created_again()
    {
        await using var server = await RunningServer.StartAsync(
            fixture.Cluster, services: services => services.AddAllocator().AddService("repeated", TestServices.ConfigureNote));
        using var alice = server.ClientOf("metrics-repeated");
        for (var time = 0; time < 3; time++)
            await alice.PostAsync("/v1/services/repeated/instances", null, ("Idempotency-Key", "k"));

        var lines = (await alice.GetAsync("/metrics")).Text.Split('\n').Where(line => line.Contains("allocator_service=\"repeated\"", StringComparison.Ordinal)).ToList();

        Assert.Contains("allocator_create_duration_seconds_count{allocator_outcome=\"ready\",allocator_service=\"repeated\"} 1", lines);
        Assert.Contains("allocator_create_duration_seconds_count{allocator_outcome=\"there\",allocator_service=\"repeated\"} 2", lines);
        Assert.Contains("allocator_create_phase_duration_seconds_count{allocator_phase=\"creating\",allocator_service=\"repeated\"} 1", lines);
        Assert.Contains("allocator_create_phase_duration_seconds_count{allocator_phase=\"rendering\",allocator_service=\"repeated\"} 1", lines);
    }

    [Fact]
    public async Task Phases_of_creations_and_the_instances_that_there_are_are_shown()
    {
        using var alice = fixture.Server.ClientOf("metrics-phases");
        await alice.CreateAsync("echo");
        await fixture.Server.App.Services.GetRequiredService<AllocatorReaper>().ReapAsync(TestContext.Current.CancellationToken);

        var lines = (await alice.GetAsync("/metrics")).Text.Split('\n');

        foreach (var phase in (string[])["rendering", "placing", "creating", "waiting"])
            Assert.Contains(lines, line => line.StartsWith($"allocator_create_phase_duration_seconds_count{{allocator_phase=\"{phase}\",allocator_service=\"echo\"}} ", StringComparison.Ordinal));
        Assert.True(Value(lines.Single(line => line.StartsWith("allocator_instances{allocator_service=\"echo\",allocator_state=\"ready\"} ", StringComparison.Ordinal))) >= 1);
    }

    [Fact]
    public async Task Each_kind_of_instrument_is_written_as_its_format_wants()
    {
        using var meter = new Meter("Test.Metrics");
        await using var server = await RunningServer.StartAsync(fixture.Cluster, options =>
        {
            options.Development.Enabled = true;
            options.Meters.Add(meter.Name);
        });
        var counter = meter.CreateCounter<long>("things.made", "{thing}", "Things, \"made\" in a\nplace.");
        var level = meter.CreateUpDownCounter<int>("things.level");
        meter.CreateObservableGauge("things.heat", () => 36.6, "Cel");
        counter.Add(2, new KeyValuePair<string, object?>("the place", "a \"b\" \\ c\nd"));
        counter.Add(3, new KeyValuePair<string, object?>("the place", "a \"b\" \\ c\nd"));
        level.Add(5);
        level.Add(-2);
        using var alice = server.ClientOf("metrics-kinds");

        var text = (await alice.GetAsync("/metrics")).Text;

        Assert.Equal(
            """
            # TYPE things_heat_Cel gauge
            things_heat_Cel 36.6
            # TYPE things_level gauge
            things_level 3
            # HELP things_made_total Things, "made" in a\nplace.
            # TYPE things_made_total counter
            things_made_total{the_place="a \"b\" \\ c\nd"} 5

            """,
            text);
    }

    [Theory]
    [InlineData(false, "401 sign-in")]
    [InlineData(true, null)]
    public async Task Metrics_are_anonymous_if_that_is_wanted(bool anonymous, string? problem)
    {
        await using var server = await RunningServer.StartAsync(fixture.Cluster, options =>
        {
            options.AnonymousMetrics = anonymous;
            options.Kubernetes.Enabled = true;
            options.Kubernetes.Audiences.Add("allocator");
        });
        using var nobody = server.ClientWith(null);

        var answer = await nobody.GetAsync("/metrics");

        Assert.Equal(problem, answer.MediaType == "text/plain" ? null : answer.Problem);
    }

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
