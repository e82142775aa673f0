using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Allocator.Tool;

/// <summary>Runs the checks, one after the other.</summary>
internal static class DoctorRun
{
    public static IReadOnlyList<IDoctorCheck> Checks { get; } =
    [
        new ConnectionCheck(), new ClockCheck(), new NamespaceCheck(), new RightsCheck(), new StorageCheck(), new QuotaCheck(), new ServicesCheck(), new LimitsCheck(), new ExpiredCheck(),
        new GarbageCheck(TimeSpan.FromSeconds(30)),
    ];

    public static async IAsyncEnumerable<(string Check, Finding Finding)> RunAsync(
        IServiceProvider services, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (subject, problem) = Subject(services);
        if (subject is null)
        {
            yield return (Checks[0].Name, new Finding(Severity.Failure, problem));
            yield break;
        }

        foreach (var check in Checks)
        {
            var finding = await RunAsync(check, subject, cancellationToken);
            yield return (check.Name, finding);

            // Without a connection every other check would say the same.
            if (check is ConnectionCheck && finding.Status == Severity.Failure)
                yield break;
        }
    }

    private static (DoctorSubject? Subject, string Problem) Subject(IServiceProvider services)
    {
        try
        {
            return (new DoctorSubject(services), "");
        }
        catch (Exception wrong) when (wrong is AllocatorException or OptionsValidationException)
        {
            return (null, wrong.Message);
        }
    }

    private static async Task<Finding> RunAsync(IDoctorCheck check, DoctorSubject subject, CancellationToken cancellationToken)
    {
        try
        {
            return await check.RunAsync(subject, cancellationToken);
        }
        catch (KubernetesException failure)
        {
            var explained = await ClusterErrors.ExplainAsync(subject.Session, failure, cancellationToken);
            return new Finding(Severity.Failure, explained.Message);
        }
        catch (AllocatorException failure)
        {
            return new Finding(Severity.Failure, failure.Message);
        }
    }
}
