using System.Net;

namespace Allocator.Contract;

internal static class Refusals
{
    /// <summary>The message of the refusal that a request must end in.</summary>
    public static async Task<string> OfAsync(HttpStatusCode code, Func<Task> request)
    {
        var refusal = await Assert.ThrowsAsync<KubernetesException>(request);
        if (refusal.StatusCode == HttpStatusCode.NotImplemented)
            throw new NotSupportedByClusterException(refusal.Message);
        Assert.True(refusal.StatusCode == code, $"{code} was expected: {refusal}");
        return refusal.Status?.Message ?? refusal.Message;
    }
}
