namespace Allocator;

/// <summary>Compares the parameters of a call with what the service declares.</summary>
internal static class ParameterCheck
{
    /// <exception cref="ParameterException">The call gives a parameter that there is not or a value that may not be, or lacks a required one; the message names all of these.</exception>
    public static void ThrowIfWrong(string service, IReadOnlyDictionary<string, ServiceParameter> declared, IReadOnlyDictionary<string, string> given)
    {
        var problems = new List<(string Name, string Problem)>();
        foreach (var (name, value) in given)
        {
            if (!declared.TryGetValue(name, out var parameter))
                problems.Add((name, "there is no such parameter"));
            else if (parameter.Problem(value) is { } problem)
                problems.Add((name, problem));
        }

        problems.AddRange(declared.Where(parameter => parameter.Value.Required && !given.ContainsKey(parameter.Key)).Select(parameter => (parameter.Key, "it is required")));
        if (problems.Count == 0)
            return;

        var known = declared.Count == 0
            ? $"It declares none ({nameof(ServiceOptions)}.{nameof(ServiceOptions.Parameters)})."
            : $"It has: {string.Join("; ", declared.Select(parameter => parameter.Value.Describe(parameter.Key)))}.";
        throw new ParameterException(
            $"The parameters do not fit service '{service}': {string.Join("; ", problems.Select(wrong => $"'{wrong.Name}': {wrong.Problem}"))}. {known}",
            service,
            [.. problems.Select(wrong => wrong.Name)]);
    }
}
