using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>What a request has to pass first: who asks, as whom, and may they.</summary>
internal sealed class AccessGate(TokenAuthority tokens, RbacAuthorizer authorizer)
{
    /// <summary>Lets a request in.</summary>
    /// <returns>As whom it is to be treated.</returns>
    /// <exception cref="ApiException">401 or 403: it is not let in.</exception>
    public UserInfo Enter(HttpRequest request, RequestInfo info)
    {
        var user = Impersonation.Apply(request.Headers, tokens.Authenticate(request.Headers.Authorization), authorizer);
        var attributes = RequestAttributes.Of(user, info, request.Query);
        return authorizer.IsAllowed(attributes) ? user : throw authorizer.Refuse(attributes);
    }
}
