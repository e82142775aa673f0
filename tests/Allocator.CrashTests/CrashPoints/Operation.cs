namespace Allocator.Crashes;

/// <summary>
/// What is interrupted at every request. To add one: derive a class and name it in <see cref="CrashPointTests.Operations"/>. A new object is made for every point.
/// </summary>
internal abstract class Operation
{
    /// <summary>What tells it from the others.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The service it is done with.</summary>
    public virtual ServiceSetup Service { get; } = new();

    /// <summary>There are at least so many points; fewer are a fault of the enumeration.</summary>
    public abstract int FewestPoints { get; }

    /// <summary>What it throws when nothing goes wrong; null if it ends well.</summary>
    public virtual Type? Throws => null;

    /// <summary>What comes before, undisturbed.</summary>
    public virtual Task PrepareAsync(Scene scene) => Task.CompletedTask;

    /// <summary>The operation, by the scene's subject.</summary>
    public abstract Task RunAsync(Scene scene);

    /// <summary>Called when it has ended and the subject lives and is awake.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="failure">What it threw, if anything.</param>
    public virtual Task CheckAsync(Scene scene, Exception? failure) => Task.CompletedTask;

    /// <summary>Does it once more, by another process of the same owner, however it ended: it must come to the same.</summary>
    public virtual Task RepeatAsync(Scene scene) => Task.CompletedTask;

    /// <summary>Called when the subject has slept while the others went on, has been woken and has ended the operation.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="failure">What it threw, if anything.</param>
    public virtual Task AwokenAsync(Scene scene, Exception? failure) => Task.CompletedTask;

    /// <summary>Called last, before all leases run out.</summary>
    public virtual Task EndAsync(Scene scene) => Task.CompletedTask;
}
