namespace Allocator;

/// <summary>Why an instance did not become ready.</summary>
public enum InstanceFailureReason
{
    /// <summary>None of the other reasons; the message says which.</summary>
    Other,

    /// <summary>It was not ready in time, and nothing said that it could not become so.</summary>
    TimedOut,

    /// <summary>An image cannot be pulled.</summary>
    ImagePull,

    /// <summary>A container cannot be made or started: a ConfigMap or Secret is missing, or the program is not in the image.</summary>
    ContainerConfig,

    /// <summary>A container ends again and again.</summary>
    CrashLoop,

    /// <summary>No node takes a pod.</summary>
    Unschedulable,

    /// <summary>A resource quota refuses the instance's pods.</summary>
    QuotaExceeded,

    /// <summary>The API server refuses the instance's pods for another reason than a quota: a webhook, a policy, a missing service account.</summary>
    AdmissionRefused,

    /// <summary>A persistent volume claim cannot be bound, or has lost its volume.</summary>
    VolumeFailed,

    /// <summary>A pod that nothing replaces has failed.</summary>
    PodFailed,

    /// <summary>A Job has failed.</summary>
    JobFailed,

    /// <summary>Something that was waited for has been deleted.</summary>
    Deleted,
}
