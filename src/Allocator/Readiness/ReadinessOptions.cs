using System.ComponentModel.DataAnnotations;

namespace Allocator;

/// <summary>
/// When an instance that is not ready yet has failed. Each grace is how long a problem may last before it counts, because the problem may go
/// away by itself; it begins when the problem is first seen.
/// </summary>
public sealed class ReadinessOptions
{
    /// <summary>How often a container may be restarted; if it would need one more restart, it is a crash loop.</summary>
    /// <remarks>Pods of a Job that runs to its end are left to the Job's own <c>backoffLimit</c>.</remarks>
    /// <value>2; Kubernetes restarts at once, then after 10 s, then after 20 s.</value>
    [Range(0, 100)]
    public int MaxRestarts { get; set; } = 2;

    /// <summary>How long a pod may find no node.</summary>
    /// <value>10 seconds. With a cluster autoscaler: longer than a node needs to come up.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan UnschedulableGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long an image pull may go on failing with an error that looks transient (a timeout, 429, a 5xx, a lost connection), unless the second
    /// attempt fails too. Other errors of an image pull count at once.
    /// </summary>
    /// <value>30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan TransientPullGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a container may be impossible to make: the ConfigMap or Secret that it names may come late.</summary>
    /// <value>5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ContainerConfigGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the API server may refuse a workload's pods (quota, webhook, policy).</summary>
    /// <value>3 seconds. While other instances of the service are terminating, a quota's refusal does not count.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RefusalGrace { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a claim may be pending, or a pod's containers in creation, before their events are looked at.</summary>
    /// <value>3 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan SuspicionGrace { get; set; } = TimeSpan.FromSeconds(3);
}
