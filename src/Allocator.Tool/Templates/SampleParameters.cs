namespace Allocator.Tool;

/// <summary>Values for required parameters that were not given.</summary>
internal static class SampleParameters
{
    public static Dictionary<string, string> Complete(IReadOnlyDictionary<string, ServiceParameter> declared, IReadOnlyDictionary<string, string> given)
    {
        var values = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var (name, parameter) in declared.Where(parameter => parameter.Value is { Required: true, Default: null }))
            values.TryAdd(name, Of(parameter));
        return values;
    }

    private static string Of(ServiceParameter parameter) => parameter switch
    {
        { AllowedValues: [var first, ..] } => first,
        { Type: ParameterType.Boolean } => "true",
        { Type: ParameterType.Integer or ParameterType.Number } => "1",
        _ => "sample",
    };
}
