using System.Runtime.CompilerServices;
using Allocator.GoTemplates;

namespace Allocator.HandlebarsTemplates;

/// <summary>The state of one rendering, which goes on in one thread from its begin to its end.</summary>
internal sealed class HandlebarsRun : IDisposable
{
    /// <summary>How many characters count as one step.</summary>
    private const int CharactersPerStep = 256;

    /// <summary>How many blocks may run within one another, partials' included: Handlebars.Net looks names up in each of them, by recursion.</summary>
    private const int MaxBlocks = 1000;

    // Handlebars.Net passes helpers nothing that templates could not see.
    [ThreadStatic]
    private static HandlebarsRun? s_current;

    private readonly RenderLimits _limits;
    private readonly HandlebarsRun? _outer;
    private long _steps;
    private int _blocks;

    public HandlebarsRun(string seed, RenderLimits limits)
    {
        _limits = limits;
        Random = new RandomSource(seed);
        (_outer, s_current) = (s_current, this);
    }

    /// <summary>The rendering that goes on in this thread.</summary>
    public static HandlebarsRun Current => s_current ?? throw new InvalidOperationException("No rendering goes on in this thread.");

    public RandomSource Random { get; }

    /// <summary>The longest text.</summary>
    public int MaxLength => _limits.MaxOutputLength;

    /// <summary>Counts a lookup of a name, a turn of a loop, a helper or a piece of output, with the text that it reads or makes.</summary>
    public void Step(object? value = null)
    {
        var text = value as string;
        CheckLength(text?.Length ?? 0);
        _steps += 1 + ((text?.Length ?? 0) / CharactersPerStep);
        if (_steps > _limits.MaxSteps)
            throw new RenderException($"the template takes more than the limit of {_limits.MaxSteps} steps; does a loop in it never end?");
    }

    /// <summary>Counts a block that begins.</summary>
    public void Enter()
    {
        Step();
        if (_blocks >= MaxBlocks || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new RenderException($"blocks and partials are nested too deep ({_blocks}); does a partial call itself for ever?");
        _blocks++;
    }

    public void Leave() => _blocks--;

    /// <summary>Refuses a text that would be too long, before it is made.</summary>
    public void CheckLength(long length)
    {
        if (length > MaxLength)
            throw new RenderException($"the text gets longer than the limit of {MaxLength} characters");
    }

    public void Dispose() => s_current = _outer;
}
