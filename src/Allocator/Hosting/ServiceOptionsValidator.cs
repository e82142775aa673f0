using System.ComponentModel.DataAnnotations;
using Allocator.Manifests;
using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>Checks a service's settings when the host starts; messages name the setting.</summary>
/// <param name="engines">The template engines that there are.</param>
/// <param name="clusterServices">Where services are published; null if that is not asked for. A service that the process gives no template may be published there.</param>
internal sealed class ServiceOptionsValidator(TemplateEngines engines, ClusterServicesOptions? clusterServices = null) : IValidateOptions<ServiceOptions>
{
    public ValidateOptionsResult Validate(string? name, ServiceOptions options)
    {
        var problems = Problems(options).Select(problem => $"{AllocatorOptions.SectionName}:Services:{name}:{problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(ServiceOptions options)
    {
        if (options.TemplatePath is null && options.Template is null && clusterServices is not null)
        {
            // Then it must be published, which only the cluster can say.
        }
        else if (options.TemplatePath is null == options.Template is null)
            yield return $"{nameof(options.TemplatePath)} or {nameof(options.Template)} must be set, one of the two.";
        else if (options.TemplatePath is { } path && !File.Exists(TemplateFile.Resolve(path)))
            yield return $"{nameof(options.TemplatePath)}: there is no file '{path}' ({TemplateFile.Resolve(path)}).";
        else if (EngineProblem(options) is { } problem)
            yield return $"{nameof(options.TemplateEngine)}: {problem}";
        if (options.MaxInstances < 1)
            yield return $"{nameof(options.MaxInstances)} must be at least 1, but is {options.MaxInstances}. Leave no limit by null.";
        if (options.MaxInstancesPerOwner < 1)
            yield return $"{nameof(options.MaxInstancesPerOwner)} must be at least 1, but is {options.MaxInstancesPerOwner}. Leave no limit by null.";
        if (options.Lease < LeaseTerms.Shortest && options.Lease != Timeout.InfiniteTimeSpan)
            yield return $"{nameof(options.Lease)} must be at least {LeaseTerms.Shortest}, or Timeout.InfiniteTimeSpan for none, but is {options.Lease}.";
        if (options.Lease > LeaseTerms.Longest)
            yield return $"{nameof(options.Lease)} must be at most {LeaseTerms.Longest}, or Timeout.InfiniteTimeSpan for none, but is {options.Lease}.";
        if (options.Lifetime is { } lifetime && lifetime != Timeout.InfiniteTimeSpan && (lifetime < LeaseTerms.Shortest || lifetime > LeaseTerms.LongestLifetime))
            yield return $"{nameof(options.Lifetime)} must be between {LeaseTerms.Shortest} and {LeaseTerms.LongestLifetime}, or null for no limit, but is {options.Lifetime}.";
        if (options.CreateTimeout <= LeaseTerms.Rollback)
            yield return $"{nameof(options.CreateTimeout)} must be more than {LeaseTerms.Rollback}, which cleaning up may take, but is {options.CreateTimeout}.";
        if (options.SuspendTimeout <= TimeSpan.Zero)
            yield return $"{nameof(options.SuspendTimeout)} must be positive, but is {options.SuspendTimeout}.";
        if (!Quantity.IsPositive(options.Disk.Size))
            yield return $"{nameof(options.Disk)}:{nameof(options.Disk.Size)} must be a quantity such as 50Gi, but is '{options.Disk.Size}'.";

        foreach (var problem in DefaultsForPods.Problems(options.PodDefaults))
            yield return $"{nameof(options.PodDefaults)}:{problem}";
        foreach (var (key, credential) in options.Credentials)
        {
            foreach (var problem in CredentialRules.Problems(key, credential))
                yield return $"{nameof(options.Credentials)}:{key}: {problem}";
        }

        foreach (var (name, parameter) in options.Parameters)
        {
            foreach (var problem in parameter.Problems(name))
                yield return $"{nameof(options.Parameters)}:{name}: {problem}";
        }

        var readiness = new List<ValidationResult>();
        Validator.TryValidateObject(options.Readiness, new ValidationContext(options.Readiness), readiness, validateAllProperties: true);
        foreach (var result in readiness)
            yield return $"{nameof(options.Readiness)}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}";
    }

    private string? EngineProblem(ServiceOptions options)
    {
        try
        {
            engines.For(options.TemplatePath is { } path ? Path.GetFileName(path) : null, options.TemplateEngine);
            return null;
        }
        catch (AllocatorException unknown)
        {
            return unknown.Message;
        }
    }
}
