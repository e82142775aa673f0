namespace Allocator;

/// <summary>The parameters of a call do not fit what the service declares.</summary>
public sealed class ParameterException : AllocatorException
{
    internal ParameterException(string message, string service, IReadOnlyList<string> parameters)
        : base(message) => (Service, Parameters) = (service, parameters);

    /// <summary>The service.</summary>
    public string Service { get; }

    /// <summary>The names of the parameters that are wrong, unknown or missing.</summary>
    public IReadOnlyList<string> Parameters { get; }
}
