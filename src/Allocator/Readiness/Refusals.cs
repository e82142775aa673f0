namespace Allocator.Readiness;

/// <summary>Reads why the API server refused a controller's pod, which it says only in words.</summary>
internal static class Refusals
{
    /// <summary>The reason, or null if the words do not mean a refusal: then the controller's next attempt may succeed.</summary>
    public static InstanceFailureReason? ReasonOf(string message) =>
        Says(message, "exceeded quota") || Says(message, "failed quota") ? InstanceFailureReason.QuotaExceeded
        : Says(message, "admission webhook") && TransientErrors.IsTransient(message) ? null
        : Says(message, "is forbidden") || Says(message, "admission webhook") || Says(message, "is invalid") || Says(message, "violates PodSecurity")
            ? InstanceFailureReason.AdmissionRefused
        : null;

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
