namespace Allocator.Embedded;

/// <summary>A further say on writes, besides the rules of the kind. It is asked under the store's lock.</summary>
internal interface IAdmission
{
    /// <summary>May change <see cref="WriteRequest.Object"/>, or refuse with <see cref="ApiException"/>.</summary>
    void Admit(WriteRequest write);
}
