using System.Text.Json;
using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>What <c>metadata</c> may say.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"/>.</remarks>
internal static partial class MetadataChecks
{
    private const string SubdomainText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
        "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelText =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
        "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string QualifiedNameText =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  " +
        "or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const int LongestAnnotations = 256 * 1024;

    public static IEnumerable<FieldError> Check(KindDefinition kind, JsonElement metadata)
    {
        foreach (var error in NameErrors(kind, metadata))
            yield return error;
        foreach (var label in metadata.Member("labels").Members())
        {
            foreach (var keyProblem in KeyProblems(label.Name))
                yield return FieldError.InvalidText("metadata.labels", label.Name, keyProblem);
            if (LabelValueProblem(label.Value.Text()) is { } valueProblem)
                yield return FieldError.InvalidText("metadata.labels", label.Value.Text(), valueProblem);
        }

        foreach (var annotation in metadata.Member("annotations").Members())
        {
            foreach (var keyProblem in KeyProblems(annotation.Name.ToLowerInvariant()))
                yield return FieldError.InvalidText("metadata.annotations", annotation.Name, keyProblem);
        }

        if (metadata.Member("annotations").Members().Sum(annotation => annotation.Name.Length + annotation.Value.Text().Length) > LongestAnnotations)
            yield return new("metadata.annotations", "FieldValueTooLong", "Too long: must have at most 262144 bytes");
        foreach (var error in OwnerErrors(metadata.Member("ownerReferences")).Concat(FinalizerErrors(kind, metadata.Member("finalizers"))))
            yield return error;
    }

    public static IEnumerable<FieldError> CheckUpdate(JsonElement metadata, StoredObject old)
    {
        if (!old.IsTerminating)
            yield break;
        var added = metadata.Member("finalizers").Elements().Select(item => item.Text()).Except(old.Finalizers).ToList();
        if (added.Count > 0)
        {
            yield return FieldError.Forbidden(
                "metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(text => $"\"{text}\""))}}}");
        }
    }

    /// <summary>Why a text is no DNS subdomain, such as most objects' names; null if it is one.</summary>
    public static string? SubdomainProblem(string name) =>
        name.Length > 253 ? "must be no more than 253 characters" : Subdomain().IsMatch(name) ? null : SubdomainText;

    /// <summary>Why a text is no DNS label, such as a namespace's name; null if it is one.</summary>
    public static string? DnsLabelProblem(string name) =>
        name.Length > 63 ? "must be no more than 63 characters"
        : DnsLabel().IsMatch(name) ? null
        : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
          "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    /// <summary>Why a text is no RFC 1035 label, such as a service's name; null if it is one.</summary>
    public static string? Rfc1035Problem(string name) =>
        name.Length > 63 ? "must be no more than 63 characters"
        : Rfc1035().IsMatch(name) ? null
        : "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character " +
          "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    /// <summary>Why a text is no key of a label or an annotation; null if it is one.</summary>
    public static string? KeyProblem(string key) => KeyProblems(key).FirstOrDefault();

    /// <summary>All that is wrong with a text as the key of a label or an annotation.</summary>
    public static IEnumerable<string> KeyProblems(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            yield return $"a qualified name {QualifiedNameText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts.Length == 2 && (parts[0].Length == 0 ? "must be non-empty" : SubdomainProblem(parts[0])) is { } problem)
            yield return $"prefix part {problem}";
        var name = parts[^1];
        if (name.Length == 0)
            yield return "name part must be non-empty";
        else if (name.Length > 63)
            yield return "name part must be no more than 63 characters";
        if (!QualifiedName().IsMatch(name))
            yield return $"name part {QualifiedNameText}";
    }

    /// <summary>Why a text is no value of a label; null if it is one.</summary>
    public static string? LabelValueProblem(string value) =>
        value.Length > 63 ? "must be no more than 63 characters" : LabelValue().IsMatch(value) ? null : LabelText;

    private static IEnumerable<FieldError> NameErrors(KindDefinition kind, JsonElement metadata)
    {
        var (name, prefix) = (metadata.Text("name"), metadata.Text("generateName"));
        if (prefix.Length > 0 && kind.Rules.NameProblem(prefix.EndsWith('-') ? $"{prefix[..^1]}a" : prefix) is { } prefixProblem)
            yield return FieldError.InvalidText("metadata.generateName", prefix, prefixProblem);
        if (name.Length == 0)
            yield return FieldError.Required("metadata.name", "name or generateName is required");
        else if (kind.Rules.NameProblem(name) is { } problem)
            yield return FieldError.InvalidText("metadata.name", name, problem);
    }

    private static IEnumerable<FieldError> OwnerErrors(JsonElement owners)
    {
        var controllers = new List<string>();
        foreach (var owner in owners.Elements())
        {
            foreach (var member in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (owner.Text(member).Length == 0)
                    yield return FieldError.Invalid($"metadata.ownerReferences.{member}", "\"\"", member == "apiVersion" ? "version must not be empty" : $"{member} must not be empty");
            }

            if (owner.Text("apiVersion") == "v1" && owner.Text("kind") == "Event")
                yield return FieldError.Invalid("metadata.ownerReferences", "v1.OwnerReference{...}", "/v1, Kind=Event is disallowed from being an owner");
            if (owner.Flag("controller"))
                controllers.Add(owner.Text("name"));
        }

        foreach (var other in controllers.Skip(1))
        {
            yield return FieldError.Invalid(
                "metadata.ownerReferences",
                "[]v1.OwnerReference{...}",
                $"Only one reference can have Controller set to true. Found \"true\" in references for {controllers[0]} and {other}");
        }
    }

    private static IEnumerable<FieldError> FinalizerErrors(KindDefinition kind, JsonElement finalizers)
    {
        var names = finalizers.Elements().Select(item => item.Text()).ToList();
        foreach (var finalizer in names)
        {
            foreach (var problem in KeyProblems(finalizer))
                yield return FieldError.InvalidText("metadata.finalizers", finalizer, problem);
        }

        if (kind.Type.Group is not ("" or "apps" or "batch" or "networking.k8s.io" or "storage.k8s.io"))
            yield break;
        foreach (var (i, finalizer) in names.Index())
        {
            if (!finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not (DeletionMark.ForegroundFinalizer or DeletionMark.OrphanFinalizer or "kubernetes"))
                yield return FieldError.InvalidText($"metadata.finalizers[{i}]", finalizer, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Rfc1035();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue();
}
