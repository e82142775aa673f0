using Allocator;

namespace Samples;

/// <summary>A PostgreSQL for each test class. It needs a real cluster: where there is none, its tests are skipped.</summary>
public sealed class Postgres : PostgresService
{
    public override void Configure(ServiceOptions options)
    {
        base.Configure(options);
        if (Environment.GetEnvironmentVariable("POSTGRES_IMAGE") is { Length: > 0 } image)
            options.Parameters["image"] = image;
    }
}
