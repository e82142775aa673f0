using System.Numerics;

namespace Allocator.Embedded;

/// <summary>What the pods of the node ask for.</summary>
internal sealed class NodeUsage
{
    private readonly Dictionary<ObjectReference, PodRequests> _pods = [];

    public int Pods => _pods.Count;

    public BigInteger Cpu { get; private set; }

    public BigInteger Memory { get; private set; }

    /// <summary>Takes over what has become of a pod.</summary>
    /// <returns>Whether there is more room now.</returns>
    public bool Observe(StoredObject pod, bool isGone)
    {
        var phase = pod.Json.Member("status").Text("phase");
        if (isGone || PodPhase.IsFinal(phase))
            return Remove(pod.Reference);
        if (pod.Json.Member("spec").Text("nodeName").Length > 0 && !_pods.ContainsKey(pod.Reference))
        {
            var requests = PodRequests.Of(pod.Json.Member("spec"));
            _pods.Add(pod.Reference, requests);
            (Cpu, Memory) = (Cpu + requests.Cpu, Memory + requests.Memory);
        }

        return false;
    }

    /// <summary>Counts anew.</summary>
    public void Recount(IEnumerable<StoredObject> pods)
    {
        _pods.Clear();
        (Cpu, Memory) = (0, 0);
        foreach (var pod in pods)
            Observe(pod, isGone: false);
    }

    private bool Remove(ObjectReference pod)
    {
        if (!_pods.Remove(pod, out var requests))
            return false;
        (Cpu, Memory) = (Cpu - requests.Cpu, Memory - requests.Memory);
        return true;
    }
}
