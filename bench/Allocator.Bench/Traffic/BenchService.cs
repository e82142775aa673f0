namespace Allocator.Bench.Traffic;

/// <summary>A service whose instances are created many at a time.</summary>
internal sealed record BenchService(string Name)
{
    public string Owner { get; init; } = "bench";

    public string Template { get; init; } = "map.gotmpl";

    /// <summary>The parameter of templates that have pods.</summary>
    public string? Image { get; init; }

    public int? PerOwner { get; init; }

    public int? All { get; init; }

    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    public void Configure(ServiceOptions options)
    {
        options.TemplatePath = Bench.Template.PathOf(Template);
        options.MaxInstancesPerOwner = PerOwner;
        options.MaxInstances = All;
        options.Lease = Lease;
        if (Image is not null)
            options.Parameters["image"] = Image;
    }
}
