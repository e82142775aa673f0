using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

public sealed class PanelTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Secrets_are_asked_for_only_when_somebody_wants_to_see_them()
    {
        using var api = fixture.Server.ClientOf("panel-secret");
        var name = await api.CreateAsync("echo");
        var password = (await api.GetAsync($"/v1/instances/{name}/secret")).Json["values"]!["password"]!.GetValue<string>();
        await using var visit = await fixture.VisitAsync("panel-secret");
        var answers = new List<string>();
        visit.Page.Response += async (_, response) => answers.Add(response.Url.Contains("connection-strings", StringComparison.Ordinal) ? await response.TextAsync() : "");
        await visit.OpenAsync();
        var instance = visit.Instance(name);

        await instance.GetByText("Connect").ClickAsync();
        var text = instance.Locator(".string code").Filter(new() { HasText = "echo://user:" });
        await Expect(text).ToContainTextAsync("echo://user:••••••••@");
        Assert.DoesNotContain(answers, answer => answer.Contains(password, StringComparison.Ordinal));
        await visit.PictureAsync("connect");
        await instance.GetByRole(AriaRole.Button, new() { Name = "Show secrets" }).First.ClickAsync();

        await Expect(text).ToContainTextAsync($"echo://user:{password}@");
        await instance.GetByRole(AriaRole.Button, new() { Name = "Hide secrets" }).ClickAsync();
        await Expect(text).Not.ToContainTextAsync(password);

        await instance.GetByRole(AriaRole.Button, new() { Name = "Show secrets" }).First.ClickAsync();
        await Expect(text).ToContainTextAsync(password);
        await instance.GetByText("Connect", new() { Exact = true }).ClickAsync();
        await Expect(text).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task More_logs_than_a_browser_has_connections_for_are_refused_and_all_else_goes_on()
    {
        using var api = fixture.Server.ClientOf("panel-many");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => api.CreateAsync("talker")));
        await using var visit = await fixture.VisitAsync("panel-many");
        await visit.OpenAsync();
        await Expect(visit.Instances).ToHaveCountAsync(6);
        foreach (var instance in await visit.Instances.AllAsync())
            await instance.GetByText("Logs", new() { Exact = true }).ClickAsync();

        await Expect(visit.Page.GetByText("Following what is written.")).ToHaveCountAsync(4);
        await Expect(visit.Page.GetByText("Too much at once")).ToHaveCountAsync(2);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Destroy" }).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Destroy" }).ClickAsync();
        await Expect(visit.Instances).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task Logs_are_followed()
    {
        using var api = fixture.Server.ClientOf("panel-logs");
        var name = await api.CreateAsync("talker");
        await using var visit = await fixture.VisitAsync("panel-logs");
        await visit.OpenAsync();

        await visit.Instance(name).GetByText("Logs").ClickAsync();
        var logs = visit.Page.GetByRole(AriaRole.Log);
        await Expect(logs).ToContainTextAsync("two");
        await api.PostAsync($"/v1/instances/{name}/exec", new { command = (string[])["sh", "-c", "echo three > /talk"] });

        await Expect(logs).ToContainTextAsync("three");
        await visit.PictureAsync("logs");
    }

    [Fact]
    public async Task Details_say_what_the_instance_does()
    {
        using var api = fixture.Server.ClientOf("panel-details");
        var name = await api.CreateAsync("echo");
        await using var visit = await fixture.VisitAsync("panel-details");
        await visit.OpenAsync();

        await visit.Instance(name).GetByText("Details").ClickAsync();

        await Expect(visit.Instance(name).Locator("pre")).ToContainTextAsync($"pod {name}");
    }
}
