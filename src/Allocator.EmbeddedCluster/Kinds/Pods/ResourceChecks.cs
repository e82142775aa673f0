using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with what a container asks for and may use.</summary>
internal static class ResourceChecks
{
    public static IEnumerable<FieldError> Check(JsonElement resources, string path)
    {
        var (limits, requests) = (resources.Member("limits"), resources.Member("requests"));
        return limits.Members().SelectMany(limit => Amount(limit, $"{path}.limits[{limit.Name}]"))
            .Concat(requests.Members().SelectMany(request =>
                Amount(request, $"{path}.requests[{request.Name}]").Concat(Against(limits, request, requests.Amount(request.Name), path))));
    }

    private static IEnumerable<FieldError> Amount(JsonProperty amount, string field) =>
        ResourceNames.CheckContainer(amount.Name, field).Concat(QuantityChecks.Check(amount.Name, amount.Value.Text(), field));

    private static IEnumerable<FieldError> Against(JsonElement limits, JsonProperty request, Quantity? amount, string path)
    {
        var mayOvercommit = ResourceNames.MayOvercommit(request.Name);
        if (amount is null)
            yield break;
        if (limits.Amount(request.Name) is not { } limit)
        {
            if (!mayOvercommit)
                yield return FieldError.Required($"{path}.limits", "Limit must be set for non overcommitable resources");
        }
        else if (!mayOvercommit && amount.Nanos != limit.Nanos)
        {
            yield return FieldError.InvalidText($"{path}.requests", amount.ToString(), $"must be equal to {request.Name} limit");
        }
        else if (amount.Nanos > limit.Nanos)
        {
            yield return FieldError.InvalidText($"{path}.requests", amount.ToString(), $"must be less than or equal to {request.Name} limit");
        }
    }
}
