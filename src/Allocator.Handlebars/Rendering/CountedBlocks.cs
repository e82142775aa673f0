using System.Linq.Expressions;
using HandlebarsDotNet;

namespace Allocator.HandlebarsTemplates;

/// <summary>Makes a step of each execution of a block, so that loops and partials with nothing in them end as well, and before the stack does.</summary>
internal sealed class CountedBlocks : IExpressionMiddleware
{
    public Expression<T> Invoke<T>(Expression<T> expression)
        where T : Delegate
    {
        var counted = Expression.TryFinally(expression.Body, Expression.Call(((Action)Leave).Method));
        return expression.Update(Expression.Block(Expression.Call(((Action)Enter).Method), counted), expression.Parameters);
    }

    private static void Enter() => HandlebarsRun.Current.Enter();

    private static void Leave() => HandlebarsRun.Current.Leave();
}
