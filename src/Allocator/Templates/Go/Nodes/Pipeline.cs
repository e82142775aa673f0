namespace Allocator.GoTemplates;

/// <summary>Commands, each of which gets the value of the one before as its last argument; the value may be given to variables.</summary>
internal sealed class Pipeline(int position, Command[] commands, string[] variables, bool assigns) : Expression(position)
{
    /// <summary>The names of the variables that get the value.</summary>
    public string[] Variables => variables;

    /// <summary>Whether the value is given to variables that there are already.</summary>
    public bool Assigns => assigns;

    /// <summary>Whether the value is given to variables, so that it is not printed.</summary>
    public bool Declares => variables.Length > 0;

    public override object? Evaluate(Run run, object? dot)
    {
        var value = Command.NoValue;
        foreach (var command in commands)
            value = GoType.Unwrap(command.Evaluate(run, dot, value));

        foreach (var variable in variables)
        {
            if (!assigns)
                run.Variables.Push(variable, value);
            else if (!run.Variables.TrySet(variable, value))
                throw run.Error(Position, $"undefined variable: {variable}");
        }

        return value;
    }
}
