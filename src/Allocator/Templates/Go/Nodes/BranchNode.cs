namespace Allocator.GoTemplates;

/// <summary>An <c>if</c> or <c>with</c> and all its <c>else</c>: the first branch whose pipeline is true is executed.</summary>
internal sealed class BranchNode(int position, IReadOnlyList<Branch> branches, NodeList? otherwise) : Node(position)
{
    public override Flow Execute(Run run, object? dot)
    {
        var mark = run.Variables.Count;
        var flow = ExecuteBranch(run, dot);
        run.Variables.PopTo(mark);
        return flow;
    }

    private Flow ExecuteBranch(Run run, object? dot)
    {
        foreach (var branch in branches)
        {
            run.Step(branch.Condition.Position);
            var value = branch.Condition.Evaluate(run, dot);
            if (GoType.IsTrue(value))
                return branch.Body.Execute(run, branch.SetsDot ? value : dot);
        }

        return otherwise?.Execute(run, dot) ?? Flow.Next;
    }
}

/// <summary>One branch.</summary>
/// <param name="Condition">What decides.</param>
/// <param name="SetsDot">Whether it is a <c>with</c>, whose body has the condition's value as its dot.</param>
/// <param name="Body">What is executed.</param>
internal sealed record Branch(Pipeline Condition, bool SetsDot, NodeList Body);
