namespace Allocator.HandlebarsTemplates;

/// <summary>A helper cannot do what it is asked for.</summary>
internal sealed class HelperException(string helper, Exception cause) : Exception(cause.Message, cause)
{
    public string Helper => helper;
}
