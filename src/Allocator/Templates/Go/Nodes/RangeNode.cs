namespace Allocator.GoTemplates;

/// <summary>A loop over a list, a dictionary in the order of its keys, or the integers below a number.</summary>
internal sealed class RangeNode(int position, Pipeline pipeline, NodeList body, NodeList? otherwise) : Node(position)
{
    public override Flow Execute(Run run, object? dot)
    {
        run.Step(Position);
        var mark = run.Variables.Count;
        var value = pipeline.Evaluate(run, dot);
        run.SpendOn(value);
        var flow = Execute(run, dot, value);
        run.Variables.PopTo(mark);
        return flow;
    }

    private Flow Execute(Run run, object? dot, object? value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> { Count: > 0 } map:
                foreach (var key in GoMap.SortedKeys(map))
                {
                    if (!Turn(run, key, GoType.FromData(map[key])))
                        break;
                }

                return Flow.Next;
            case IReadOnlyList<object?> { Count: > 0 } list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (!Turn(run, (long)i, GoType.FromData(list[i])))
                        break;
                }

                return Flow.Next;
            case long when pipeline.Variables.Length > 1:
                throw run.Error(pipeline.Position, "can't use an integer to iterate over more than one variable");
            case long and > 0 and var count:
                for (var i = 0L; i < count; i++)
                {
                    if (!Turn(run, index: null, i))
                        break;
                }

                return Flow.Next;
            case null or long or IReadOnlyDictionary<string, object?> or IReadOnlyList<object?>:
                return otherwise?.Execute(run, dot) ?? Flow.Next;
            default:
                throw run.Error(pipeline.Position, $"range can't iterate over a value of type {GoType.NameOf(value)}");
        }
    }

    /// <summary>Executes the body once; says whether the loop goes on.</summary>
    private bool Turn(Run run, object? index, object? element)
    {
        run.Step(Position);
        SetVariables(run, index, element);
        var mark = run.Variables.Count;
        var flow = body.Execute(run, element);
        run.Variables.PopTo(mark);
        return flow != Flow.Break;
    }

    private void SetVariables(Run run, object? index, object? element)
    {
        var names = pipeline.Variables;
        if (pipeline.Assigns)
        {
            if (names.Length > 1)
                run.Variables.TrySet(names[0], index);
            run.Variables.TrySet(names[^1], element);
            return;
        }

        if (names.Length > 0)
            run.Variables.SetTop(1, element);
        if (names.Length > 1)
            run.Variables.SetTop(2, index);
    }
}
