namespace Allocator.GoTemplates;

/// <summary>The variables in scope, innermost last. A called template sees only those above its own beginning.</summary>
internal sealed class VariableStack
{
    private readonly List<Variable> _variables = [];
    private int _begin;

    public int Count => _variables.Count;

    public void Push(string name, object? value) => _variables.Add(new Variable(name, value));

    public void PopTo(int count) => _variables.RemoveRange(count, _variables.Count - count);

    /// <summary>Hides all variables from a called template; returns what ends it.</summary>
    public int Enter() => (_begin, _begin = _variables.Count).Item1;

    public void Leave(int previous)
    {
        PopTo(_begin);
        _begin = previous;
    }

    /// <summary>Sets the n-th variable from the top, from 1.</summary>
    public void SetTop(int n, object? value) => _variables[^n] = _variables[^n] with { Value = value };

    public bool TryGet(string name, out object? value)
    {
        var index = Find(name);
        value = index < 0 ? null : _variables[index].Value;
        return index >= 0;
    }

    public bool TrySet(string name, object? value)
    {
        var index = Find(name);
        if (index >= 0)
            _variables[index] = new Variable(name, value);
        return index >= 0;
    }

    private int Find(string name)
    {
        for (var i = _variables.Count - 1; i >= _begin; i--)
        {
            if (_variables[i].Name == name)
                return i;
        }

        return -1;
    }

    private readonly record struct Variable(string Name, object? Value);
}
