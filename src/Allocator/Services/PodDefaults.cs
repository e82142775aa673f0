namespace Allocator;

/// <summary>What a service's objects get where its template has none: what a namespace or a cluster asks of every pod, so that templates need not know it.</summary>
public sealed class PodDefaults
{
    /// <summary>Secrets with which images are pulled, for pods that name none.</summary>
    public IList<string> ImagePullSecrets { get; set; } = [];

    /// <summary>The service account of pods that name none.</summary>
    /// <value>null: the namespace's <c>default</c>.</value>
    public string? ServiceAccount { get; set; }

    /// <summary>Requests by resource, for example <c>cpu</c>: <c>50m</c>, for each container that names the resource neither in its requests nor in its limits.</summary>
    public IDictionary<string, string> Requests { get; set; } = new Dictionary<string, string>();

    /// <summary>Limits by resource, for example <c>memory</c>: <c>512Mi</c>, for each container that names the resource neither in its requests nor in its limits.</summary>
    public IDictionary<string, string> Limits { get; set; } = new Dictionary<string, string>();

    /// <summary>Labels that a pod's node must have; a key that the pod names is left alone.</summary>
    public IDictionary<string, string> NodeSelector { get; set; } = new Dictionary<string, string>();

    /// <summary>What pods without tolerations tolerate.</summary>
    public IList<PodToleration> Tolerations { get; set; } = [];

    /// <summary>Labels of all objects, of their pods and claims; a key that is there is left alone. Not in the domain <c>allocator.dev</c>.</summary>
    public IDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();
}
