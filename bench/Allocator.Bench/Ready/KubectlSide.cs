using System.Diagnostics;
using System.Security.Cryptography;

namespace Allocator.Bench.Ready;

/// <summary>What is compared with: <c>kubectl apply</c> and <c>kubectl rollout status</c> of what the same template renders.</summary>
internal sealed class KubectlSide(Arguments arguments)
{
    private readonly ITemplate _template = Template.Parse(AllocatorSide.TemplateName);
    private readonly Kubectl _kubectl = new(arguments);

    public async Task<TimeSpan> MeasureAsync(CancellationToken cancellationToken)
    {
        var name = $"kubectl-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var file = Path.Combine(Path.GetTempPath(), $"{name}.yaml");
        await File.WriteAllTextAsync(file, Render(name), cancellationToken);
        try
        {
            var start = Stopwatch.GetTimestamp();
            await _kubectl.RunAsync(cancellationToken, "apply", "-f", file);
            await _kubectl.RunAsync(cancellationToken, "rollout", "status", $"deployment/{name}");
            return Stopwatch.GetElapsedTime(start);
        }
        finally
        {
            await _kubectl.RunAsync(CancellationToken.None, "delete", "-f", file, "--cascade=foreground", "--ignore-not-found");
            File.Delete(file);
        }
    }

    /// <summary>What of it is the start of the two processes.</summary>
    public async Task<TimeSpan> MeasureStartAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await _kubectl.RunAsync(cancellationToken, "version", "--client");
        await _kubectl.RunAsync(cancellationToken, "version", "--client");
        return Stopwatch.GetElapsedTime(start);
    }

    private string Render(string name) => _template.Render(
        new TemplateData(new Dictionary<string, object?>
        {
            ["Name"] = name,
            ["Parameters"] = new Dictionary<string, object?> { ["image"] = arguments.Image },
        }),
        RenderLimits.Default).Text;
}
