namespace Allocator.Server;

/// <summary>The request comes from nobody whom the server knows.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="challenge">What the header <c>WWW-Authenticate</c> says.</param>
internal sealed class SignInException(string message, string challenge) : Exception(message)
{
    public string Challenge => challenge;

    /// <summary>The path at which a browser can sign in; null where none can.</summary>
    public string? SignInPath { get; init; }
}
