namespace Allocator.Tool;

/// <summary>What the checks look at.</summary>
internal interface IDoctorSubject
{
    IInstanceDirectory Instances { get; }

    IServiceCatalog Catalog { get; }

    /// <summary>Runs a check, and makes what it throws an exception for people.</summary>
    /// <exception cref="AllocatorException">What could not be found out, and why.</exception>
    Task<Finding> ExplainAsync(Func<Task<Finding>> check, CancellationToken cancellationToken);
}
