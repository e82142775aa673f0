using System.ComponentModel;

namespace Allocator.Server;

/// <summary>Who the caller is, for a page that shows it.</summary>
internal sealed record SessionResource
{
    [Description("The caller's name, as instances have it for their owner.")]
    public required string Name { get; init; }

    [Description("Whether the caller sees and destroys everybody's instances.")]
    public required bool IsAdministrator { get; init; }

    [Description("What has signed the caller in: cookie, development or token.")]
    public required string SignIn { get; init; }

    [Description("When the cookie's session ends; null for others.")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [Description("What each POST must have in the header X-CSRF-TOKEN; null where it needs nothing.")]
    public string? AntiforgeryToken { get; init; }
}
