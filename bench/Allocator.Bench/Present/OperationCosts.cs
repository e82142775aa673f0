using Allocator.Bench.Traffic;

namespace Allocator.Bench.Present;

/// <summary>What one kind of operation costs an owner.</summary>
internal sealed record OperationCosts(string Name)
{
    private const double TargetDifference = 50;

    // Versions and numbers of places have more digits where much has happened.
    private const double DigitsOfBytes = 0.01;

    public Samples Milliseconds { get; } = new();

    public Samples Requests { get; } = new();

    public Samples Reads { get; } = new();

    public Samples Bytes { get; } = new();

    public void Add(TimeSpan time, TrafficCount traffic)
    {
        Milliseconds.Add(time);
        Requests.Add(traffic.Requests);
        Reads.Add(traffic.Reads);
        Bytes.Add(traffic.Bytes);
    }

    /// <summary>Prints both, and says whether the second costs no more than it may.</summary>
    /// <param name="alone">Where nobody else is.</param>
    /// <param name="among">Where many others are.</param>
    /// <param name="scan">How many milliseconds the server looks through what there is, for each list. That is not the client's.</param>
    /// <param name="extraRequests">How many requests more it may take on average, none of them a list.</param>
    public static bool Compare(OperationCosts alone, OperationCosts among, double scan, int extraRequests)
    {
        Row("requests, mean", alone.Requests.Mean, among.Requests.Mean);
        Row("bytes of the answers, median", alone.Bytes.Median, among.Bytes.Median);
        Row("milliseconds, median", alone.Milliseconds.Median, among.Milliseconds.Median);
        var scans = scan * among.Reads.Mean;
        if (scans > 0)
            Row("milliseconds without the server's look", alone.Milliseconds.Median, among.Milliseconds.Median - scans);
        var sameBytes = Math.Abs(among.Bytes.Median - alone.Bytes.Median) <= alone.Bytes.Median * DigitsOfBytes;
        return among.Milliseconds.Median - scans - alone.Milliseconds.Median <= TargetDifference
            && among.Requests.Mean - alone.Requests.Mean <= extraRequests
            && Math.Abs(among.Reads.Mean - alone.Reads.Mean) < 0.2 * extraRequests + double.Epsilon
            && (sameBytes || extraRequests > 0);

        void Row(string what, double one, double other) => Output.Row($"{alone.Name}: {what}", $"{one:0.0}", $"{other:0.0}", $"{other - one:0.0}");
    }
}
