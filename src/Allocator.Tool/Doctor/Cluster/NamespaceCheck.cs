namespace Allocator.Tool;

/// <summary>The namespace of the instances is there, as far as the user may see it.</summary>
internal sealed class NamespaceCheck : IDoctorCheck<ClusterSubject>
{
    private static readonly ResourceKind s_namespace = new("", "v1", "Namespace", "namespaces", Namespaced: false);

    public string Name => "namespace";

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        var ns = subject.Namespace;
        try
        {
            var found = await subject.Client.GetAsync(s_namespace, "", ns, cancellationToken);
            return found.IsTerminating()
                ? Finding.Failure($"'{ns}' is being deleted", "Wait until it is gone and create it again, or choose another: --namespace.")
                : Finding.Ok($"'{ns}' is there");
        }
        catch (KubernetesException absent) when (absent.IsNotFound)
        {
            return Finding.Failure($"'{ns}' does not exist", $"Create it (kubectl create namespace {ns}), or choose another: --namespace.");
        }
        catch (KubernetesException refused) when (refused.IsForbidden)
        {
            return Finding.Ok($"'{ns}'; whether it is there may not be read");
        }
    }
}
