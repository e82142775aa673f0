using System.Reflection;

namespace Allocator;

/// <summary>What asks for instances: a test class, a group of classes (an xUnit collection, a namespace), or the whole test assembly.</summary>
/// <param name="Assembly">The test assembly; <c>allocator.json</c> lies beside it.</param>
/// <param name="Name">What a person knows it by, for example the class' full name. Two that run at once have two names.</param>
/// <param name="Parent">What encloses it, and so ends later; null if nothing does.</param>
public sealed record TestScope(Assembly Assembly, string Name, TestScope? Parent = null)
{
    /// <summary>Whether it is this scope or encloses it, so that what it holds is there for as long as this scope runs.</summary>
    internal bool IsWithin(TestScope other) => this == other || Parent?.IsWithin(other) == true;
}
