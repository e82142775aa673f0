namespace Allocator.GoTemplates;

/// <summary>A pipeline whose value is printed unless it is given to a variable.</summary>
internal sealed class ActionNode(int position, Pipeline pipeline) : Node(position)
{
    public override Flow Execute(Run run, object? dot)
    {
        run.Step(Position);
        var value = pipeline.Evaluate(run, dot);
        if (pipeline.Declares)
            return Flow.Next;

        var begin = run.Output.Length;
        if (value is null)
            run.Output.Append("<no value>");
        else
            Printer.Print(run.Output, value);
        if (run.Output.Length > begin)
            run.SourceMap.Add(begin, Position, isText: false);
        return Flow.Next;
    }
}
