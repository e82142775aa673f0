using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>
/// The directories behind the volumes of a pod. Files of config maps and secrets are written when the pod starts; later changes of the objects do not
/// reach them. Nothing keeps a container from writing to a read-only mount.
/// </summary>
internal sealed class PodVolumes
{
    private readonly Dictionary<string, string> _directories = new(StringComparer.Ordinal);
    private readonly List<ProjectedToken> _tokens = [];

    /// <summary>The directory of a volume that is ready.</summary>
    public string this[string name] => _directories[name];

    /// <summary>Makes ready what is not yet.</summary>
    /// <returns>What keeps volumes from being ready.</returns>
    public IReadOnlyList<string> SetUp(VolumeContext context)
    {
        var problems = new List<string>();
        foreach (var volume in context.Spec.Member("volumes").Elements())
        {
            var name = volume.Text("name");
            if (_directories.ContainsKey(name))
                continue;
            try
            {
                _directories[name] = SetUp(volume, name, context);
            }
            catch (ConfigurationException e)
            {
                problems.Add($"MountVolume.SetUp failed for volume \"{name}\" : {e.Message}");
            }
        }

        return problems;
    }

    /// <summary>Renews the tokens that are due.</summary>
    /// <returns>When the next one will be; null if there is none.</returns>
    public DateTimeOffset? RenewTokens(VolumeContext context, DateTimeOffset now)
    {
        foreach (var token in _tokens.Where(token => token.RenewAt <= now))
            token.Write(context, now);
        return _tokens.Count == 0 ? null : _tokens.Min(token => token.RenewAt);
    }

    private string SetUp(JsonElement volume, string name, VolumeContext context)
    {
        if (volume.TryMember("persistentVolumeClaim", out var claim))
            return OfClaim(claim.Text("claimName"), context);
        var directory = context.Directories.PodVolume(context.Pod.Uid, name);
        if (volume.TryMember("configMap", out var configMap))
            VolumeFile.WriteAll(directory, [.. VolumeFiles.OfConfigMap(configMap, context)], configMap);
        else if (volume.TryMember("secret", out var secret))
            VolumeFile.WriteAll(directory, [.. VolumeFiles.OfSecret(secret, secret.Text("secretName"), context)], secret);
        else if (volume.TryMember("downwardAPI", out var fields))
            VolumeFile.WriteAll(directory, [.. VolumeFiles.OfFields(fields, context)], fields);
        else if (volume.TryMember("projected", out var projected))
            SetUpProjection(projected, directory, context);
        else if (volume.Has("emptyDir"))
            Directory.CreateDirectory(directory);
        else
            throw new ConfigurationException("the embedded cluster has no volumes of this kind");
        return directory;
    }

    private void SetUpProjection(JsonElement source, string directory, VolumeContext context)
    {
        VolumeFile.WriteAll(directory, [.. VolumeFiles.OfProjection(source, context)], source);
        foreach (var part in source.Member("sources").Elements())
        {
            if (!part.TryMember("serviceAccountToken", out var token))
                continue;
            var file = new ProjectedToken(token, directory);
            file.Write(context, context.Now);
            _tokens.Add(file);
        }
    }

    private static string OfClaim(string name, VolumeContext context)
    {
        var claim = context.Store.Find(ResourceTypes.PersistentVolumeClaims, context.Pod.Namespace, name)
            ?? throw new ConfigurationException($"persistentvolumeclaim \"{name}\" not found");
        var volumeName = claim.Json.Member("spec").Text("volumeName");
        var isBound = claim.Json.Member("status").Text("phase") == "Bound";
        if (!isBound || context.Store.Find(ResourceTypes.PersistentVolumes, "", volumeName) is not { } volume)
            throw new ConfigurationException($"persistentvolumeclaim \"{name}\" is not bound");
        var directory = volume.Json.Member("spec", "hostPath").Text("path") is { Length: > 0 } path
            ? path
            : context.Directories.PersistentVolume(volumeName);
        Directory.CreateDirectory(directory);
        return directory;
    }
}
