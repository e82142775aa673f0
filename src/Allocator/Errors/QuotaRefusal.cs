namespace Allocator;

/// <summary>A 403 that a ResourceQuota gives, not RBAC.</summary>
internal static class QuotaRefusal
{
    public static bool Is(KubernetesException failure) =>
        failure.IsForbidden && failure.Status?.Message.Contains("exceeded quota", StringComparison.Ordinal) == true;
}
