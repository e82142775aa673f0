using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Allocator.Testing;

namespace Allocator.Embedded;

/// <summary>The rules of the built-in kinds say what those of a real Kubernetes say.</summary>
public sealed class KindAnswersTests
{
    // What admission adds to every pod, which is no rule of the kind.
    private static readonly string[] s_admitted = ["tolerations", "priority", "preemptionPolicy", "serviceAccount", "serviceAccountName"];

    private static readonly JsonSerializerOptions s_shown = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ObjectOperations _operations = new(new ObjectStore(), new KindCatalog(BuiltInKinds.All), new ManualTimeProvider());

    public static TheoryData<string> Names => [.. RecordedCase.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answer_is_that_of_a_real_cluster(string name)
    {
        var recorded = RecordedCase.All[name];
        var kind = _operations.Kinds.FindByKind(recorded.ApiVersion, recorded.Kind)!;
        var own = kind.Type.Namespaced ? RecordedCase.Namespace : "";
        var dryRun = WriteContext.System with { DryRun = true };
        var uid = "";
        try
        {
            StoredObject answer;
            if (recorded.Patch is null)
            {
                answer = _operations.Create(kind, own, recorded.Posted.DeepClone().AsObject(), dryRun);
                uid = answer.Uid;
            }
            else
            {
                var obj = recorded.Posted.DeepClone().AsObject();
                if (recorded.Kind == "Service")
                    obj["spec"]!.AsObject().Default("clusterIP", "10.0.0.1");
                var made = _operations.Create(kind, own, obj, WriteContext.System);
                uid = made.Uid;
                answer = _operations.Modify(kind, made.Key, state => Merge(state, recorded.Patch)!.AsObject(), dryRun);
            }

            Assert.Equal(Text(recorded.Answer["object"] ?? recorded.Answer), Text(Clean(recorded, answer.Copy(), uid)));
        }
        catch (ApiException e)
        {
            var status = e.ToStatus();
            var answer = new JsonObject
            {
                ["code"] = e.Code,
                ["message"] = e.Message,
                ["reason"] = e.Reason,
                ["details"] = status["details"]?.DeepClone(),
            };
            Assert.Equal(Text(recorded.Answer), Text(answer).Replace(uid.Length == 0 ? "\0" : uid, "UID", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Complete_of_what_is_complete_changes_nothing()
    {
        var accepted = RecordedCase.All.Values.Where(recorded => recorded.Answer["object"] is not null).ToList();

        Assert.NotEmpty(accepted);
        Assert.All(accepted, recorded =>
        {
            var obj = recorded.Answer["object"]!.DeepClone().AsObject();
            _operations.Kinds.FindByKind(recorded.ApiVersion, recorded.Kind)!.Rules.Complete(obj);
            var once = obj.DeepClone();
            _operations.Kinds.FindByKind(recorded.ApiVersion, recorded.Kind)!.Rules.Complete(obj);
            Assert.Equal(Text(once), Text(obj));
        });
    }

    private static JsonNode Clean(RecordedCase recorded, JsonObject answer, string uid)
    {
        var metadata = answer["metadata"]!.AsObject();
        foreach (var member in (string[])["uid", "creationTimestamp", "resourceVersion"])
            metadata.Remove(member);
        var spec = answer["spec"] as JsonObject;
        var sent = Merge(recorded.Posted.DeepClone(), recorded.Patch ?? new JsonObject())!["spec"] as JsonObject;
        if (recorded.Kind == "Pod")
        {
            foreach (var member in s_admitted.Where(member => sent![member] is null or JsonArray { Count: 0 }))
                spec!.Remove(member);
        }

        if (recorded.Patch is not null)
            answer.Remove("status");
        if (recorded.Kind == "Service" && sent?.ContainsKey("clusterIP") != true)
        {
            spec!.Remove("clusterIP");
            spec.Remove("clusterIPs");
        }

        if (recorded.Kind == "Event")
            metadata.Remove("name");
        return JsonNode.Parse(answer.ToJsonString().Replace(uid, "UID", StringComparison.Ordinal))!;
    }

    // RFC 7396.
    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
                result.Remove(name);
            else
                result[name] = Merge(result[name]?.DeepClone(), value);
        }

        return result;
    }

    private static string Text(JsonNode node) => Sorted(node)!.ToJsonString(s_shown);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject obj => new JsonObject(obj
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
