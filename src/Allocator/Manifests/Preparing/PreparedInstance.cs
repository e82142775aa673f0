namespace Allocator.Manifests;

/// <summary>What is applied for an instance.</summary>
/// <param name="Objects">All objects but the instance's Leases.</param>
/// <param name="UsesDisk">Whether they contain the disk that the template only mounts.</param>
/// <param name="UsesSecret">Whether they contain the Secret of the caller's credentials.</param>
/// <param name="Warnings">What the template's author should change.</param>
internal sealed record PreparedInstance(IReadOnlyList<PreparedObject> Objects, bool UsesDisk, bool UsesSecret, IReadOnlyList<string> Warnings);
