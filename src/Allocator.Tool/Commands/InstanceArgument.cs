using System.CommandLine;

namespace Allocator.Tool;

/// <summary>The instances that a command is about.</summary>
internal static class InstanceArgument
{
    public static Argument<string> Make() => Checked(new Argument<string>("NAME") { Description = "The instance's name, as create printed it and list shows it." });

    public static Argument<string[]> MakeSeveral() => Checked(new Argument<string[]>("NAME") { Description = "The instances' names.", Arity = ArgumentArity.OneOrMore });

    /// <summary>A variable that is empty in a script must not become a path of the API server that means something else.</summary>
    private static T Checked<T>(T argument)
        where T : Argument
    {
        argument.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Select(token => token.Value).Where(name => string.IsNullOrWhiteSpace(name) || name is "." or ".."))
                result.AddError($"'{name}' is no instance's name. 'allocator list' shows those you have.");
        });
        return argument;
    }
}
