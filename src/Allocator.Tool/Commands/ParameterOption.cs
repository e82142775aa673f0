using System.CommandLine;

namespace Allocator.Tool;

/// <summary>Values for a service's parameters: <c>--param name=value</c>, as often as needed.</summary>
internal static class ParameterOption
{
    public static Option<Dictionary<string, string>> Make() => new("--param", "-p")
    {
        Description = "A parameter that the service declares; may be given several times.",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var text in result.Tokens.Select(token => token.Value))
            {
                var equals = text.IndexOf('=', StringComparison.Ordinal);
                if (equals < 1)
                    result.AddError($"'{text}' is no parameter: write --param NAME=VALUE.");
                else if (!values.TryAdd(text[..equals], text[(equals + 1)..]))
                    result.AddError($"The parameter '{text[..equals]}' is given twice.");
            }

            return values;
        },
    };
}
