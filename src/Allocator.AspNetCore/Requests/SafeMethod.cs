using Microsoft.AspNetCore.Http;

namespace Allocator.Server;

/// <summary>Methods that only look.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1"/>.</remarks>
internal static class SafeMethod
{
    public static bool Is(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
