using System.Runtime.CompilerServices;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Allocator;

/// <summary>Writes into a failed test's output how the instances are that it may have used: its class', and those of the set-up fixtures around it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReportFailedTestsAttribute : Attribute, ITestAction
{
    private static readonly ConditionalWeakTable<TestResult, object> s_reported = [];

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test)
    {
        var context = TestExecutionContext.CurrentContext;

        // The class and each set-up fixture bring one of these; the first one reports for all.
        if (context.CurrentResult.ResultState.Status != TestStatus.Failed || !s_reported.TryAdd(context.CurrentResult, this))
            return;
        var ofTest = TimeProvider.System.GetUtcNow() - context.StartTime;
        foreach (var allocation in FixtureAllocation.Around(test))
            allocation.ReportAsync(ofTest).GetAwaiter().GetResult();
    }
}
