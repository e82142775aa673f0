using System.Globalization;

namespace Allocator.Bench;

/// <summary>The command line.</summary>
internal sealed record Arguments(string Command)
{
    private const string Usage = """
        usage: Allocator.Bench requests [--kubeconfig FILE] [--namespace NAME] [--image IMAGE]
               Allocator.Bench render
               Allocator.Bench ready [--kubeconfig FILE] [--namespace NAME] [--image IMAGE] [--pairs NUMBER]
               Allocator.Bench forward [--kubeconfig FILE] [--namespace NAME] [--image IMAGE] [--rounds NUMBER] [--megabytes NUMBER]
               Allocator.Bench embedded [--kubeconfig FILE] [--namespace NAME]
               Allocator.Bench load [--kubeconfig FILE] [--namespace NAME] [--instances NUMBER] [--rounds NUMBER]
               Allocator.Bench present [--kubeconfig FILE] [--namespace NAME] [--instances NUMBER] [--rounds NUMBER]
               Allocator.Bench renewals [--instances NUMBER]
               Allocator.Bench memory [--kubeconfig FILE] [--namespace NAME] [--instances NUMBER]
               Allocator.Bench fairness [--kubeconfig FILE] [--namespace NAME] [--instances NUMBER] [--rounds NUMBER]
               Allocator.Bench server [--kubeconfig FILE] [--namespace NAME] [--image IMAGE] [--pairs NUMBER]

          --kubeconfig FILE   the cluster; as kubectl finds it if left out
          --namespace NAME    where the instances live; it must exist; the context's if left out
          --image IMAGE       a busybox that the cluster has; registry.local/busybox:1.35, the test cluster's, if left out
          --pairs NUMBER      how often each side is measured; 15 if left out; server: so many with pods, six times as many without, on an embedded cluster twenty times as many
          --rounds NUMBER     the same for the others; 9 for forward, 5 for load, 30 for present and fairness, if left out
          --megabytes NUMBER  how much forward sends through each connection, in MiB; 100 if left out
          --instances NUMBER  how many there are; 200 for load and fairness, 2000 for present, 100 for renewals, 1000 for memory, if left out
          --user NAME         in whose name requests are made; of creator, which is the program of the further processes
        """;

    private static readonly string[] s_commands =
        ["requests", "render", "ready", "forward", "embedded", "load", "present", "renewals", "memory", "fairness", "server", "creator"];

    public string? Kubeconfig { get; private init; }

    public string? Namespace { get; private init; }

    public string Image { get; private init; } = "registry.local/busybox:1.35";

    public int Pairs { get; private init; } = 15;

    public int? Rounds { get; private init; }

    public int? Instances { get; private init; }

    public string? User { get; private init; }

    public int Megabytes { get; private init; } = 100;

    public static Arguments? Parse(string[] args)
    {
        if (args.Length == 0 || !s_commands.Contains(args[0]))
            return Refuse("the command is missing");
        var arguments = new Arguments(args[0]);
        for (var i = 1; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
                return Refuse($"{args[i]} needs a value");
            var value = args[i + 1];
            switch (args[i])
            {
                case "--kubeconfig":
                    arguments = arguments with { Kubeconfig = Path.GetFullPath(value) };
                    break;
                case "--namespace":
                    arguments = arguments with { Namespace = value };
                    break;
                case "--user":
                    arguments = arguments with { User = value };
                    break;
                case "--instances" when int.TryParse(value, CultureInfo.InvariantCulture, out var instances) && instances > 0:
                    arguments = arguments with { Instances = instances };
                    break;
                case "--image":
                    arguments = arguments with { Image = value };
                    break;
                case "--pairs" when int.TryParse(value, CultureInfo.InvariantCulture, out var pairs) && pairs > 0:
                    arguments = arguments with { Pairs = pairs };
                    break;
                case "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out var rounds) && rounds > 0:
                    arguments = arguments with { Rounds = rounds };
                    break;
                case "--megabytes" when int.TryParse(value, CultureInfo.InvariantCulture, out var megabytes) && megabytes > 0:
                    arguments = arguments with { Megabytes = megabytes };
                    break;
                default:
                    return Refuse($"{args[i]} {value} is not an option");
            }
        }

        return arguments;
    }

    private static Arguments? Refuse(string problem)
    {
        Console.Error.WriteLine($"Allocator.Bench: {problem}\n\n{Usage}");
        return null;
    }
}
