namespace Allocator;

/// <summary>The protocol that a request asks to go on with, instead of HTTP.</summary>
internal interface IProtocolUpgrade
{
    /// <summary>Adds the headers that ask for it.</summary>
    void AddTo(HttpRequestMessage request);
}
