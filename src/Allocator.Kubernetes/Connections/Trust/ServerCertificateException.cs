using System.Security.Authentication;

namespace Allocator;

/// <summary>The server's certificate does not prove that it is the server that was meant; the message says why and what to do.</summary>
internal sealed class ServerCertificateException(string message) : AuthenticationException(message);
