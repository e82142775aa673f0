using System.Text.Json;

namespace Allocator.Embedded;

internal sealed class IngressClassRules() : BuiltInRules(ResourceTypes.IngressClasses)
{
    private const int LongestController = 250;

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) =>
        ImmutableChecks.Check("spec.controller", obj.Member("spec", "controller"), old.Member("spec", "controller"));

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var controller = obj.Member("spec").Text("controller");
        return (controller.Length > LongestController
                ? (IEnumerable<FieldError>)[new("spec.controller", "FieldValueTooLong", $"Too long: must have at most {LongestController} bytes")]
                : [])
            .Concat(Path(controller))
            .Concat(obj.Member("spec").TryMember("parameters", out var parameters)
                ? IngressBackendChecks.Reference(parameters, "spec.parameters")
                : []);
    }

    private static IEnumerable<FieldError> Path(string controller)
    {
        if (controller.Length == 0)
            return [FieldError.Required("spec.controller")];
        var parts = controller.Split('/', 2);
        return parts.Length != 2 || parts.Any(part => part.Length == 0)
            ? [FieldError.InvalidText("spec.controller", controller, "must be a domain-prefixed path (such as \"acme.io/foo\")")]
            : NameChecks.Check("spec.controller", parts[0], MetadataChecks.SubdomainProblem);
    }
}
