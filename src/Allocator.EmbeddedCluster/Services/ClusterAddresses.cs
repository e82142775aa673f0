using System.Net;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Gives Services their addresses, and refuses ports that the proxy of this cluster cannot serve.</summary>
/// <param name="store">The objects; what is taken is what Services have.</param>
/// <param name="range">Where the addresses come from. Its first and its last one are not given.</param>
internal sealed class ClusterAddresses(ObjectStore store, IPNetwork range) : IAdmission
{
    private uint _last;

    public void Admit(WriteRequest write)
    {
        if (write.Kind.Type != ResourceTypes.Services || write.Context.Subresource is not null || write.Object?.Object("spec") is not { } spec
            || spec.Text("type") == "ExternalName")
        {
            return;
        }

        var wanted = spec.Text("clusterIP") ?? "";
        if (wanted != "None")
            RefuseUnsupported(spec);
        var had = write.Old is { } old && !old.IsExternalName() ? old.Json.Member("spec").Text("clusterIP") : "";
        var hasList = spec.Array("clusterIPs") is { Count: > 0 };
        if (wanted.Length == 0 && had.Length == 0 && !hasList)
            spec["clusterIP"] = wanted = Next();
        else if (had.Length == 0 && IPAddress.TryParse(wanted, out var address))
            CheckFree(write, wanted, Number(address), range.Contains(address));
        if (wanted.Length > 0 && !hasList)
            spec["clusterIPs"] = new JsonArray(wanted);
    }

    private static void RefuseUnsupported(JsonObject spec)
    {
        foreach (var port in spec.Array("ports")?.OfType<JsonObject>() ?? [])
        {
            if (port.Text("protocol") is ("UDP" or "SCTP") and { } protocol)
                throw ApiException.NotImplemented($"a Service with a cluster address and a port of protocol {protocol}");
        }
    }

    private void CheckFree(WriteRequest write, string wanted, uint number, bool isInRange)
    {
        var problem = !isInRange || number < First || number > Last ? $"provided IP is not in the valid range. The range of valid IPs is {range}"
            : Taken().Contains(number) ? "provided IP is already allocated"
            : null;
        if (problem is not null)
        {
            throw ApiException.Invalid(
                ResourceTypes.Services,
                write.Object!.Child("metadata").Text("name") ?? "",
                FieldError.Invalid("spec.clusterIPs", $"[]string{{\"{wanted}\"}}", $"failed to allocated ip:{wanted} with error:{problem}"));
        }
    }

    private uint First => Number(range.BaseAddress) + 1;

    private uint Last => Number(range.BaseAddress) + (1u << (32 - range.PrefixLength)) - 2;

    /// <summary>The next free address after the one given last, so that none is soon used again.</summary>
    private string Next()
    {
        var taken = Taken();
        var count = Last - First + 1;
        var start = _last >= First && _last <= Last ? _last - First + 1 : 0;
        for (uint i = 0; i < count; i++)
        {
            var candidate = First + ((start + i) % count);
            if (taken.Contains(candidate))
                continue;
            _last = candidate;
            return ToAddress(candidate).ToString();
        }

        throw new ApiException(500, "InternalError", "Internal error occurred: failed to allocate a serviceIP: range is full");
    }

    private HashSet<uint> Taken() =>
        [.. store.All(ResourceTypes.Services).Values.Select(ServiceFacts.ClusterAddress).OfType<IPAddress>().Select(Number)];

    private static uint Number(IPAddress address)
    {
        var bytes = address.MapToIPv4().GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    private static IPAddress ToAddress(uint number) => new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
