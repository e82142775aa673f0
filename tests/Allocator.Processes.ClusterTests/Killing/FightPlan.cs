using System.Globalization;

namespace Allocator;

/// <summary>What is decided before the fight: how many rounds, which limit each has, and the seed of all chance.</summary>
internal sealed record FightPlan(int Rounds, int Seed)
{
    private const string Prefix = "round-";
    private const int RoundsOfReal = 60;
    private const int RoundsOfEmbedded = 20;

    /// <summary>The shortest that the library allows.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    public static readonly IReadOnlyList<int> Limits = [1, 3, 10];

    public static FightPlan Read() => new(
        Number("ALLOCATOR_PROCESSES_ROUNDS") ?? (Environment.GetEnvironmentVariable(ClusterFixture.Variable) is { Length: > 0 } ? RoundsOfReal : RoundsOfEmbedded),
        Number("ALLOCATOR_PROCESSES_SEED") ?? Random.Shared.Next());

    public static string ServiceOf(int round) => $"{Prefix}{round.ToString(CultureInfo.InvariantCulture)}";

    public static int LimitOf(int round) => Limits[round % Limits.Count];

    /// <summary>The limit of a service; only those of the rounds have one.</summary>
    public static int LimitOf(string service) =>
        service.StartsWith(Prefix, StringComparison.Ordinal) ? LimitOf(int.Parse(service[Prefix.Length..], CultureInfo.InvariantCulture)) : int.MaxValue;

    /// <summary>The step in which a process is killed: nine rounds have each limit with each step.</summary>
    public static Step StepOf(int round) => (round / Limits.Count % 3) switch
    {
        0 => Step.Creating,
        1 => Step.Holding,
        _ => Step.Destroying,
    };

    /// <summary>So many loops in each process that all together want more places than there are.</summary>
    public static int LoopsOf(int round, int processes) => (LimitOf(round) / processes) + 1;

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
