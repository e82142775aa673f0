using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Completes a volume of a pod.</summary>
internal static class VolumeDefaults
{
    private const int FileMode = 0b110_100_100;
    private const int TokenSeconds = 3600;

    public static void Set(JsonObject volume)
    {
        if (volume.All(member => member.Key == "name"))
            volume["emptyDir"] = new JsonObject();
        foreach (var kind in (ReadOnlySpan<string>)["secret", "configMap", "downwardAPI", "projected"])
            volume.Object(kind)?.Default("defaultMode", FileMode);
        SetFiles(volume.Object("downwardAPI"));
        foreach (var source in (volume.Object("projected")?.Array("sources") ?? []).OfType<JsonObject>())
        {
            SetFiles(source.Object("downwardAPI"));
            source.Object("serviceAccountToken")?.Default("expirationSeconds", TokenSeconds);
        }
    }

    private static void SetFiles(JsonObject? source)
    {
        foreach (var file in (source?.Array("items") ?? []).OfType<JsonObject>())
            ContainerDefaults.SetFieldVersion(file);
    }
}
