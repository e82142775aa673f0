namespace Allocator.Client;

/// <summary>What messages call the settings: these options' names, unless they were set by others.</summary>
internal sealed record SettingNames
{
    public string Server { get; init; } = $"{nameof(AllocatorClientOptions)}.{nameof(AllocatorClientOptions.Server)}";

    public string TokenFile { get; init; } = $"{nameof(AllocatorClientOptions)}.{nameof(AllocatorClientOptions.TokenFile)}";

    public string Tokens { get; init; } =
        $"{nameof(AllocatorClientOptions)}.{nameof(AllocatorClientOptions.Token)}, {nameof(AllocatorClientOptions.TokenFile)} or {nameof(AllocatorClientOptions.GetToken)}";
}
