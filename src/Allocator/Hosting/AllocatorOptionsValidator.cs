using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>Checks what all services share; messages name the setting.</summary>
internal sealed class AllocatorOptionsValidator : IValidateOptions<AllocatorOptions>
{
    public ValidateOptionsResult Validate(string? name, AllocatorOptions options)
    {
        var problems = new List<string>();
        const string section = AllocatorOptions.SectionName;
        if (options.Kubeconfig is { } path && !File.Exists(path))
            problems.Add($"{section}:{nameof(options.Kubeconfig)}: there is no file '{path}'.");
        if (options.Connection is not null && (options.Kubeconfig ?? options.Context) is not null)
            problems.Add($"{section}:{nameof(options.Connection)} excludes {nameof(options.Kubeconfig)} and {nameof(options.Context)}: it is a connection already.");
        if (options.Namespace is { } ns && string.IsNullOrWhiteSpace(ns))
            problems.Add($"{section}:{nameof(options.Namespace)} is empty. Leave it out, or name a namespace.");
        if (options.Identity is { } identity && string.IsNullOrWhiteSpace(identity))
            problems.Add($"{section}:{nameof(options.Identity)} is empty. Leave it out, or name the caller.");
        if (options.BlessingPrefix is { } prefix && (string.IsNullOrWhiteSpace(prefix) || prefix.EndsWith(':')))
            problems.Add($"{section}:{nameof(options.BlessingPrefix)} must be a name without ':' at its end, such as dev.v.io:u, but is '{prefix}'.");
        foreach (var pattern in options.Administrators.Where(string.IsNullOrWhiteSpace))
            problems.Add($"{section}:{nameof(options.Administrators)} has an empty pattern '{pattern}'. Remove it; for everybody write '...'.");
        if (options.MaxConcurrentCreates < 1)
            problems.Add($"{section}:{nameof(options.MaxConcurrentCreates)} must be at least 1, but is {options.MaxConcurrentCreates}. Leave no limit by null.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
