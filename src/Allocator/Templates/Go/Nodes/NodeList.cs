namespace Allocator.GoTemplates;

/// <summary>Nodes that are executed one after the other: a template or the body of a control structure.</summary>
internal sealed class NodeList(Node[] nodes)
{
    public bool IsBlank => Array.TrueForAll(nodes, node => node.IsBlank);

    public Flow Execute(Run run, object? dot)
    {
        foreach (var node in nodes)
        {
            if (node.Execute(run, dot) is var flow and not Flow.Next)
                return flow;
        }

        return Flow.Next;
    }
}
