using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>The objects of one instance as watches show them. All members answer from memory.</summary>
internal interface IInstanceObjects
{
    /// <summary>The instance's pods, whoever made them.</summary>
    IReadOnlyList<JsonObject> Pods { get; }

    /// <summary>An object of the instance; null if it is gone, has not been seen yet, or its kind is not watched.</summary>
    JsonObject? Find(ResourceKind kind, string name);

    /// <summary>Calls back after each change of the instance's objects or pods, until disposed. The callback does not block.</summary>
    IDisposable Subscribe(Action onChange);
}
