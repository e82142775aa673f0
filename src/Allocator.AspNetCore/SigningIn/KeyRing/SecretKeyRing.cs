using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Allocator.Server;

/// <summary>Data protection keys in a Secret, one entry for each, so that any replica reads what another one has written.</summary>
/// <remarks>
/// Each write names the version that was read last, or creates the Secret. Of replicas that start at once one writes the first key, and the others
/// find it and take it instead of theirs: a replica reads the keys once a day only, so a second one would long be unknown to the first.
/// </remarks>
internal sealed class SecretKeyRing(ClusterClient client, string ns, string name) : IXmlRepository
{
    private const string KeyElement = "key";

    private const int MostAttempts = 10;

    private volatile SecretKeys? _latest;

    public string Name => name;

    public IReadOnlyCollection<XElement> GetAllElements() => Wait(GetAsync(CancellationToken.None));

    public void StoreElement(XElement element, string friendlyName) => Wait(StoreAsync(element, EntryName(friendlyName), CancellationToken.None));

    private async Task<List<XElement>> GetAsync(CancellationToken cancellationToken)
    {
        var keys = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. keys.Entries.Select(Parse)];
    }

    private async Task<bool> StoreAsync(XElement element, string entry, CancellationToken cancellationToken)
    {
        var known = _latest ?? await ReadAsync(cancellationToken).ConfigureAwait(false);
        var current = known;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await WriteAsync(element, entry, current.Version, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (KubernetesException failure) when (attempt < MostAttempts && IsOfAnotherState(failure, current))
            {
                current = await ReadAsync(cancellationToken).ConfigureAwait(false);
                if (current.Entries.ContainsKey(entry) || (element.Name == KeyElement && current.HasKeyBeside(known)))
                    return false;
            }
        }
    }

    // Not found is what was deleted meanwhile; before it is created it means that there is no such namespace.
    private static bool IsOfAnotherState(KubernetesException failure, SecretKeys current) =>
        failure.IsConflict || failure.IsAlreadyExists || failure.OutcomeUnknown || (failure.IsNotFound && current.Version is not null);

    private Task<JsonObject> WriteAsync(XElement element, string entry, string? version, CancellationToken cancellationToken)
    {
        var data = new JsonObject { [entry] = Convert.ToBase64String(Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))) };
        return version is null
            ? client.CreateAsync(
                ResourceKind.Secret,
                ns,
                new JsonObject
                {
                    ["apiVersion"] = ResourceKind.Secret.ApiVersion,
                    ["kind"] = ResourceKind.Secret.Kind,
                    ["metadata"] = new JsonObject { ["name"] = name },
                    ["type"] = "Opaque",
                    ["data"] = data,
                },
                null,
                cancellationToken)
            : client.PatchAsync(
                ResourceKind.Secret,
                ns,
                name,
                PatchKind.Merge,
                new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = version }, ["data"] = data },
                null,
                cancellationToken);
    }

    private async Task<SecretKeys> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _latest = SecretKeys.Of(await client.GetAsync(ResourceKind.Secret, ns, name, cancellationToken).ConfigureAwait(false));
        }
        catch (KubernetesException absent) when (absent.IsNotFound)
        {
            return _latest = SecretKeys.None;
        }
    }

    private XElement Parse(KeyValuePair<string, string> entry)
    {
        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(entry.Value)));
        }
        catch (Exception wrong) when (wrong is FormatException or XmlException)
        {
            throw new AllocatorException(
                $"The entry '{entry.Key}' of Secret '{name}' in namespace '{ns}' is no data protection key: {wrong.Message} "
                + "Take it out of the Secret, which must have nothing else.",
                wrong);
        }
    }

    private static string EntryName(string friendlyName) =>
        new string([.. friendlyName.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')]) + ".xml";

    // The interface does not wait otherwise. No context is there that the task would need.
    private T Wait<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (KubernetesException failure)
        {
            throw ClusterUnavailableException.Explain(failure, client.Connection) ?? new AllocatorException(
                $"The keys of the sessions, in Secret '{name}' of namespace '{ns}', cannot be read or written: {failure.Message}", failure);
        }
    }
}
