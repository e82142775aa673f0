namespace Allocator;

/// <summary>One call of Create or Destroy, from when to when, and what became of it.</summary>
/// <param name="What"><c>Create</c> or <c>Destroy</c>.</param>
/// <param name="Name">The instance; null if none came of it.</param>
/// <param name="Begun">A timestamp.</param>
/// <param name="Ended">A timestamp.</param>
/// <param name="Failure">What it threw.</param>
internal sealed record Call(string What, string? Name, long Begun, long Ended, Exception? Failure)
{
    public override string ToString() => $"{What} {Name}: {Failure?.GetType().Name ?? "done"} {Failure?.Message}";
}
