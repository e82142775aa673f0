using System.Runtime.CompilerServices;

namespace Allocator.GoTemplates;

/// <summary>The state of one rendering.</summary>
internal sealed class Run(SourceText source, IReadOnlyDictionary<string, NodeList> templates, TemplateData data, RenderLimits limits) : IDisposable
{
    /// <summary>How many characters, or entries of a list, count as one step.</summary>
    private const int CharactersPerStep = 256;
    private const int EntriesPerStep = 16;

    private long _steps;
    private int _depth;
    private TextBuffer? _scratch;

    public bool MissingKeyIsError { get; init; }

    public TextBuffer Output { get; } = new(limits.MaxOutputLength);

    /// <summary>Where functions make strings, no longer than the output may be. It is empty between uses.</summary>
    public TextBuffer Scratch => _scratch ??= new TextBuffer(limits.MaxOutputLength);

    public SourceMap SourceMap { get; } = new(source);

    public VariableStack Variables { get; } = new();

    public ArgumentStack Arguments { get; } = new();

    public RandomSource Random { get; } = new(data.Seed);

    /// <summary>Where in the template execution is, as an offset.</summary>
    public int Position { get; private set; }

    /// <summary>The longest text that a function may make.</summary>
    public int MaxLength => limits.MaxOutputLength;

    public string Execute(NodeList template, object? dot)
    {
        Variables.Push("$", dot);
        template.Execute(this, dot);
        return GoText.ToValidText(Output.Text);
    }

    /// <summary>Counts an action or a turn of a loop.</summary>
    public void Step(int position)
    {
        Position = position;
        Spend(1);
    }

    /// <summary>Counts work that a function does for each of its entries.</summary>
    public void Spend(long steps)
    {
        _steps += steps;
        if (_steps > limits.MaxSteps)
            throw new RenderException($"the template takes more than the limit of {limits.MaxSteps} steps; does a loop in it never end?");
    }

    /// <summary>Counts the size of a value that a function reads or makes, so that large values in long loops end too.</summary>
    public void SpendOn(object? value)
    {
        switch (value)
        {
            case string text:
                CheckLength(text.Length);
                Spend(text.Length / CharactersPerStep);
                break;
            case IReadOnlyDictionary<string, object?> map:
                Spend(map.Count / EntriesPerStep);
                break;
            case IReadOnlyList<object?> list:
                Spend(list.Count / EntriesPerStep);
                break;
        }
    }

    /// <summary>Refuses a text that would be too long, before it is made.</summary>
    public void CheckLength(long length)
    {
        if (length > MaxLength)
            throw new RenderException($"the text gets longer than the limit of {MaxLength} characters");
    }

    /// <summary>The value as <c>%v</c> prints it.</summary>
    public string ToText(object? value)
    {
        if (value is string text)
            return text;

        Printer.Print(Scratch, value);
        return Scratch.Take();
    }

    public void Call(string name, object? dot, int position)
    {
        if (!templates.TryGetValue(name, out var template))
            throw Error(position, $"template {Quoting.Quote(name)} not defined");
        if (_depth >= limits.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error(position, $"exceeded maximum template depth ({_depth}); does template {Quoting.Quote(name)} call itself for ever?");

        _depth++;
        var previous = Variables.Enter();
        Variables.Push("$", dot);
        template.Execute(this, dot);
        Variables.Leave(previous);
        _depth--;
    }

    public TemplateException Error(int position, string problem, Exception? cause = null) => source.Error(position, problem, cause);

    public void Dispose()
    {
        Output.Dispose();
        _scratch?.Dispose();
    }
}
