namespace Allocator.Readiness;

/// <summary>An instance that is to become ready.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Name">The instance's name.</param>
/// <param name="Objects">The objects to wait for; those that <see cref="ObjectStatus.IsReadyAtOnce"/> need not be among them.</param>
/// <param name="Clock">When its phases began.</param>
/// <param name="Redactor">Hides the values of its Secret.</param>
internal sealed record AwaitedInstance(
    string Service, string Name, IReadOnlyList<ObjectReference> Objects, PhaseClock Clock, SecretRedactor Redactor);
