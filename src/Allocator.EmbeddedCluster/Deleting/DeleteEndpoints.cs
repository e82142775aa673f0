using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Answers delete and deletecollection.</summary>
internal sealed class DeleteEndpoints(ObjectOperations operations, ListReader lists)
{
    public async Task DeleteAsync(ApiRequest request)
    {
        var options = await ReadOptionsAsync(request).ConfigureAwait(false);
        var outcome = operations.Delete(request.Kind, request.Key, options, Context(request, options));
        await (outcome.IsGone && !request.Kind.DeleteReturnsObject
            ? Answer.JsonAsync(request.Http, 200, Success(request.Kind, outcome.Object))
            : Answer.ObjectAsync(request.Http, 200, Presented.As(request.Kind, outcome.Object))).ConfigureAwait(false);
    }

    public async Task DeleteCollectionAsync(ApiRequest request)
    {
        var options = await ReadOptionsAsync(request).ConfigureAwait(false);
        var context = Context(request, options);
        var page = lists.Read(request.Kind.Type, request.Selection(), request.QueryNumber("limit") ?? 0, ContinueToken.Parse(request.Query("continue")));
        foreach (var obj in page.Objects)
        {
            try
            {
                operations.Delete(request.Kind, obj.Key, options, context);
            }
            catch (ApiException e) when (e.Code == 404)
            {
                // Somebody else was faster.
            }
        }

        await Answer.JsonAsync(request.Http, 200, new JsonObject
        {
            ["kind"] = request.Kind.ListKind,
            ["apiVersion"] = request.Kind.Type.ApiVersion,
            ["metadata"] = page.Metadata(),
            ["items"] = new JsonArray([.. page.Objects.Select(obj => JsonNode.Parse(Presented.As(request.Kind, obj).GetRawText()))]),
        }).ConfigureAwait(false);
    }

    private static WriteContext Context(ApiRequest request, DeleteRequest options)
    {
        var context = request.WriteContext();
        return options.DryRun ? context with { DryRun = true } : context;
    }

    private static JsonObject Success(KindDefinition kind, StoredObject obj)
    {
        var details = new JsonObject { ["name"] = obj.Name };
        if (kind.Type.Group.Length > 0)
            details["group"] = kind.Type.Group;
        details["kind"] = kind.Type.Plural;
        details["uid"] = obj.Uid;
        return new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }

    private static async Task<DeleteRequest> ReadOptionsAsync(ApiRequest request)
    {
        var body = await RequestBody.ReadAsync(request.Http).ConfigureAwait(false) as JsonObject;
        var options = body ?? FromQuery(request);
        foreach (var (name, _) in options)
        {
            if (name is not ("kind" or "apiVersion" or "preconditions" or "propagationPolicy" or "orphanDependents" or "gracePeriodSeconds" or "dryRun"))
                throw ApiException.NotImplemented($"the delete option '{name}'");
        }

        var preconditions = options.Object("preconditions");
        return new()
        {
            Uid = preconditions?.Text("uid"),
            ResourceVersion = preconditions?.Text("resourceVersion"),
            GracePeriodSeconds = options.Number("gracePeriodSeconds"),
            Propagation = ReadPropagation(options),
            DryRun = ReadDryRun(options),
        };
    }

    private static JsonObject FromQuery(ApiRequest request)
    {
        var options = new JsonObject();
        if (request.QueryNumber("gracePeriodSeconds") is { } seconds)
            options["gracePeriodSeconds"] = seconds;
        if (request.Query("propagationPolicy") is { Length: > 0 } policy)
            options["propagationPolicy"] = policy;
        if (request.Query("orphanDependents").Length > 0)
            options["orphanDependents"] = request.QueryFlag("orphanDependents");
        return options;
    }

    private static Propagation? ReadPropagation(JsonObject options)
    {
        var orphan = options["orphanDependents"]?.GetValue<bool>();
        switch (options.Text("propagationPolicy"))
        {
            case null:
                return orphan switch { true => Propagation.Orphan, false => Propagation.Background, null => null };
            case var _ when orphan is not null:
                throw Invalid(FieldError.Invalid(
                    "propagationPolicy", $"\"{options.Text("propagationPolicy")}\"", "orphanDependents and deletionPropagation cannot be both set"));
            case "Background":
                return Propagation.Background;
            case "Foreground":
                return Propagation.Foreground;
            case "Orphan":
                return Propagation.Orphan;
            case var other:
                throw Invalid(FieldError.Unsupported("propagationPolicy", other, "Foreground", "Background", "Orphan", "nil"));
        }
    }

    private static bool ReadDryRun(JsonObject options) => options.Array("dryRun") switch
    {
        null or [] => false,
        [var all] when all?.GetValue<string>() == "All" => true,
        var other => throw Invalid(FieldError.Unsupported("dryRun", other[0]?.ToString() ?? "", "All")),
    };

    private static ApiException Invalid(FieldError error) => ApiException.InvalidOptions("DeleteOptions", error);
}
