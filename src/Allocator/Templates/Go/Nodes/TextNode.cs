namespace Allocator.GoTemplates;

internal sealed class TextNode(int position, string text) : Node(position)
{
    public override bool IsBlank => string.IsNullOrWhiteSpace(text);

    public override Flow Execute(Run run, object? dot)
    {
        run.Step(Position);
        run.SourceMap.Add(run.Output.Length, Position, isText: true);
        run.Output.Append(text);
        return Flow.Next;
    }
}
