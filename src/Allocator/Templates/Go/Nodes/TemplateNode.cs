namespace Allocator.GoTemplates;

/// <summary>A call of a template, with the pipeline's value as its dot.</summary>
internal sealed class TemplateNode(int position, string name, Pipeline? pipeline) : Node(position)
{
    public override Flow Execute(Run run, object? dot)
    {
        run.Step(Position);
        run.Call(name, pipeline?.Evaluate(run, dot), Position);
        return Flow.Next;
    }
}
