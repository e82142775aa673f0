namespace Allocator.Server;

/// <summary>Why one of the server's own schemes refuses a request; the message quotes nothing that was sent.</summary>
internal sealed class SignInFailure(string message) : Exception(message);
