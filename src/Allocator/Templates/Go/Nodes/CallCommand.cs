namespace Allocator.GoTemplates;

/// <summary>A call of a function.</summary>
internal sealed class CallCommand(int position, TemplateFunction function, Expression[] arguments) : Command
{
    public override object? Evaluate(Run run, object? dot, object? piped)
    {
        var hasPiped = !ReferenceEquals(piped, NoValue);
        function.CheckCount(run, position, arguments.Length + (hasPiped ? 1 : 0));

        var stack = run.Arguments;
        var mark = stack.Count;
        foreach (var argument in arguments)
        {
            var value = GoType.Unwrap(argument.Evaluate(run, dot));
            if (function.DecidedBy is { } truth && GoType.IsTrue(value) == truth)
            {
                stack.PopTo(mark);
                return value;
            }

            stack.Push(value);
        }

        if (hasPiped)
            stack.Push(piped);

        try
        {
            var values = stack.From(mark);
            foreach (var value in values)
                run.SpendOn(value);
            var result = function.Invoke(run, values);
            run.SpendOn(result);
            return result;
        }
        catch (RenderException e)
        {
            throw run.Error(position, $"error calling {function.Name}: {e.Message}", e);
        }
        finally
        {
            stack.PopTo(mark);
        }
    }
}
