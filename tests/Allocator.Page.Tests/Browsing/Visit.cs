using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

/// <summary>Somebody's visit to the page. What the browser has to complain of, a violation of the page's policy for example, fails the test at its end.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly string? s_screenshots = Environment.GetEnvironmentVariable("ALLOCATOR_TEST_SCREENSHOTS");

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public ILocator Instances => Page.Locator(".instances > li:visible");

    public ILocator Creation => Page.Locator(".creation");

    public static async Task<Visit> BeginAsync(IBrowserContext context)
    {
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.PageError += (_, error) => visit._complaints.Enqueue(error);
        visit.Page.Console += (_, message) =>
        {
            // An answer that is a problem is shown by the page; that the browser notes it too is no fault.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                visit._complaints.Enqueue(message.Text);
        };
        visit.Page.SetDefaultTimeout(30_000);
        return visit;
    }

    public Task OpenAsync(string view = "") => Page.GotoAsync(view);

    public ILocator Instance(string name) => Page.GetByRole(AriaRole.Article, new() { Name = $"Instance {name}" });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(name)}") });

    /// <summary>Creates an instance by the form, waits until it is in the list, and returns its name.</summary>
    public async Task<string> CreateAsync(string service)
    {
        await Page.GetByLabel("Service").SelectOptionAsync(service);
        await Button("Create").ClickAsync();
        await Expect(Creation.First.GetByText("is ready.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var name = (await Creation.First.Locator(".progress").TextContentAsync())!.Split(' ')[0];
        await Expect(Instance(name)).ToBeVisibleAsync();
        return name;
    }

    /// <summary>A picture for whoever wants to look, where ALLOCATOR_TEST_SCREENSHOTS names a folder.</summary>
    public async Task PictureAsync(string name)
    {
        if (s_screenshots is not null)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(s_screenshots, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }
}
