namespace Allocator.GoTemplates;

/// <summary>A <c>break</c> or <c>continue</c>.</summary>
internal sealed class JumpNode(int position, Flow flow) : Node(position)
{
    public override Flow Execute(Run run, object? dot) => flow;
}
