namespace QuickStart;

/// <summary>The command line.</summary>
internal sealed record Arguments(string? Kubeconfig, string? Context, string? Namespace, string Image)
{
    private const string Usage = """
        usage: QuickStart [--kubeconfig FILE] [--context NAME] [--namespace NAME] [--image IMAGE]

        Without options everything happens in this process: it needs no cluster. With any of them it happens on a real one:

          --kubeconfig FILE   the cluster; as kubectl finds it if left out
          --context NAME      the kubeconfig's context; its current one if left out
          --namespace NAME    where the instance lives; the context's if left out
          --image IMAGE       a busybox that the cluster has or can pull; registry.local/busybox:1.35, the test cluster's, if left out
        """;

    public static Arguments? Parse(string[] args)
    {
        var arguments = new Arguments(null, null, null, "registry.local/busybox:1.35");
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || args[i + 1].Length == 0)
                return Refuse($"{args[i]} needs a value");
            var value = args[i + 1];
            switch (args[i])
            {
                case "--kubeconfig":
                    arguments = arguments with { Kubeconfig = value };
                    break;
                case "--context":
                    arguments = arguments with { Context = value };
                    break;
                case "--namespace":
                    arguments = arguments with { Namespace = value };
                    break;
                case "--image":
                    arguments = arguments with { Image = value };
                    break;
                default:
                    return Refuse($"unknown option {args[i]}");
            }
        }

        return arguments;
    }

    private static Arguments? Refuse(string problem)
    {
        Console.Error.WriteLine($"QuickStart: {problem}\n\n{Usage}");
        return null;
    }
}
