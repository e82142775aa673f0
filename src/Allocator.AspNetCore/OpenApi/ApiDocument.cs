using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Allocator.Server;

/// <summary>The OpenAPI document of the API, and of nothing else that the host has.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private const string Bearer = "bearer";

    /// <summary>Marks an endpoint that belongs into the document.</summary>
    public sealed record Member;

    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = endpoint => endpoint.ActionDescriptor.EndpointMetadata.OfType<Member>().Any();
        options.AddDocumentTransformer(DescribeAsync);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Whose converter writes a number, which the schema's generator cannot know.
            if (context.JsonTypeInfo.Type == typeof(TimeSpan) || context.JsonTypeInfo.Type == typeof(TimeSpan?))
                (schema.Type, schema.Pattern) = (JsonSchemaType.Number | JsonSchemaType.Null, null);
            return Task.CompletedTask;
        });
    });

    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi("/openapi/{documentName}.json");

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = context.ApplicationServices.GetRequiredService<IOptions<AllocatorServerOptions>>().Value.Name,
            Version = Name,
            Description = "Instances of services on Kubernetes, for callers who have no rights on the cluster. Times are ISO 8601 in UTC, durations are numbers "
                + "of seconds, and errors are problem details (RFC 9457).",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, BearerFormat = "JWT" };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        return Task.CompletedTask;
    }
}
