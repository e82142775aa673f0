using System.Text.Json;

namespace Allocator.Embedded;

internal sealed class EventRules() : BuiltInRules(ResourceTypes.Events)
{
    private const int LongestText = 128;
    private const int LongestMessage = 1024;

    // The names of events are not looked at.
    public override string? NameProblem(string name) => NameChecks.PathSegmentProblem(name);

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var (own, involved) = (obj.Member("metadata").Text("namespace"), obj.Member("involvedObject").Text("namespace"));
        if (obj.Has("eventTime"))
            return NewErrors(obj, own, involved);
        var matches = involved.Length == 0 ? own is "" or "default" : own == involved;
        return matches ? [] : [NoMatch(involved)];
    }

    private static IEnumerable<FieldError> NewErrors(JsonElement obj, string own, string involved)
    {
        if (involved.Length == 0 && own != "kube-system")
            yield return NoMatch(involved);
        var controller = obj.Text("reportingComponent");
        if (controller.Length == 0)
            yield return FieldError.Required("reportingController");
        foreach (var error in NameChecks.Check("reportingController", controller, MetadataChecks.KeyProblems))
            yield return error;
        foreach (var member in (string[])["reportingInstance", "action", "reason"])
        {
            var text = obj.Text(member);
            if (text.Length == 0)
                yield return FieldError.Required(member);
            if (text.Length > LongestText)
                yield return FieldError.InvalidText(member, "", $"can have at most {LongestText} characters");
        }

        if (obj.Text("message").Length > LongestMessage)
            yield return FieldError.InvalidText("message", "", $"can have at most {LongestMessage} characters");
    }

    private static FieldError NoMatch(string involved) =>
        FieldError.InvalidText("involvedObject.namespace", involved, "does not match event.namespace");
}
