namespace Allocator.Client;

/// <summary>The API's paths, relative to the server's address.</summary>
internal static class ApiPath
{
    public const string Services = "v1/services";

    public const string Instances = "v1/instances";

    public const string Places = "v1/places";

    public static string Service(string name) => $"{Services}/{Uri.EscapeDataString(name)}";

    public static string InstancesOf(string service) => $"{Service(service)}/instances";

    public static string Instance(string name) => $"{Instances}/{Uri.EscapeDataString(name)}";

    public static string Of(string instance, string what) => $"{Instance(instance)}/{what}";

    public static string Tunnel(string instance, string port) => Of(instance, $"ports/{Uri.EscapeDataString(port)}/tunnel");
}
