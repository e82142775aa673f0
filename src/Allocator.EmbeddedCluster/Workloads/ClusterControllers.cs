using System.Net;

namespace Allocator.Embedded;

/// <summary>The controllers of the built-in kinds, and what they have a say on.</summary>
internal static class ClusterControllers
{
    /// <param name="core">The cluster.</param>
    /// <param name="directories">Where volumes are.</param>
    public static IReadOnlyList<IController> Create(ClusterCore core, VolumeDirectories directories)
    {
        var dependents = new Dependents(core.Store);
        return
        [
            new DeploymentController(core, dependents),
            ReplicaController.OfReplicaSets(core, dependents),
            ReplicaController.OfReplicationControllers(core, dependents),
            new StatefulSetController(core, dependents),
            new DaemonSetController(core, dependents),
            new JobController(core, dependents),
            new EndpointController(core, dependents),
            new VolumeController(core, dependents, directories),
            ProtectionController.OfClaims(core, dependents),
            ProtectionController.OfVolumes(core),
            new QuotaController(core),
        ];
    }

    /// <summary>In the order in which they have to be asked; quotas come last, so that they count what is really made.</summary>
    /// <param name="operations">What can be done to objects.</param>
    /// <param name="serviceRange">The addresses of Services.</param>
    public static IReadOnlyList<IAdmission> CreateAdmissions(ObjectOperations operations, IPNetwork serviceRange) =>
    [
        new ClusterAddresses(operations.Store, serviceRange),
        new VolumeAdmission(operations.Store),
        new QuotaAdmission(operations),
    ];
}
