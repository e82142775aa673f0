namespace Scenarios;

internal static class RunningTest
{
    public static CancellationToken CancellationToken => TestContext.Current.CancellationToken;
}
