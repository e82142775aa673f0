using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Allocator.Tool;

/// <summary>Runs checks, one after the other.</summary>
internal static class DoctorRun
{
    public static async IAsyncEnumerable<(string Check, Finding Finding)> RunAsync<TSubject>(
        IReadOnlyList<IDoctorCheck<TSubject>> checks, Func<TSubject> open, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TSubject : class, IDoctorSubject
    {
        var (subject, problem) = Open(open);
        if (subject is null)
        {
            yield return (checks[0].Name, new Finding(Severity.Failure, problem));
            yield break;
        }

        foreach (var check in checks)
        {
            var finding = await RunAsync(check, subject, cancellationToken);
            yield return (check.Name, finding);
            if (check.IsNeededByOthers && finding.Status == Severity.Failure)
                yield break;
        }
    }

    private static (TSubject? Subject, string Problem) Open<TSubject>(Func<TSubject> open)
        where TSubject : class
    {
        try
        {
            return (open(), "");
        }
        catch (Exception wrong) when (wrong is AllocatorException or OptionsValidationException)
        {
            return (null, wrong.Message);
        }
    }

    private static async Task<Finding> RunAsync<TSubject>(IDoctorCheck<TSubject> check, TSubject subject, CancellationToken cancellationToken)
        where TSubject : IDoctorSubject
    {
        try
        {
            return await subject.ExplainAsync(() => check.RunAsync(subject, cancellationToken), cancellationToken);
        }
        catch (AllocatorException failure)
        {
            return new Finding(Severity.Failure, failure.Message);
        }
    }
}
