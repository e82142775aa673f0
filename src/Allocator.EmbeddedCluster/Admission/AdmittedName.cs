namespace Allocator.Embedded;

/// <summary>What refusals call an object.</summary>
internal static class AdmittedName
{
    /// <summary>Its name, or how it begins if the server is to make it.</summary>
    public static string Of(WriteRequest write) =>
        write.Key.Name.Length > 0 ? write.Key.Name : write.Object?.Child("metadata").Text("generateName") ?? "";
}
