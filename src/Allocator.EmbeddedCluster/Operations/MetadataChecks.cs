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
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  " +
        "or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const int LongestAnnotations = 256 * 1024;

    public static IEnumerable<FieldError> Check(KindDefinition kind, JsonElement metadata)
    {
        var name = metadata.Text("name");
        if (name.Length == 0)
            yield return FieldError.Required("metadata.name", "name or generateName is required");
        else if (kind.Rules.NameProblem(name) is { } problem)
            yield return FieldError.InvalidText("metadata.name", name, problem);
        foreach (var label in metadata.Member("labels").Members())
        {
            if (KeyProblem(label.Name) is { } keyProblem)
                yield return FieldError.InvalidText("metadata.labels", label.Name, keyProblem);
            if (LabelValueProblem(label.Value.Text()) is { } valueProblem)
                yield return FieldError.InvalidText("metadata.labels", label.Value.Text(), valueProblem);
        }

        foreach (var annotation in metadata.Member("annotations").Members())
        {
            if (KeyProblem(annotation.Name.ToLowerInvariant()) is { } keyProblem)
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
    public static string? KeyProblem(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var (prefix, name) = slash < 0 ? (null, key) : (key[..slash], key[(slash + 1)..]);
        if (prefix is not null && SubdomainProblem(prefix) is { } problem)
            return $"prefix part {problem}";
        if (name.Length > 63)
            return "name part must be no more than 63 characters";
        return QualifiedName().IsMatch(name) ? null : QualifiedNameText;
    }

    /// <summary>Why a text is no value of a label; null if it is one.</summary>
    public static string? LabelValueProblem(string value) =>
        value.Length > 63 ? "must be no more than 63 characters" : LabelValue().IsMatch(value) ? null : LabelText;

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

            if (owner.Flag("controller"))
                controllers.Add($"{owner.Text("kind")}/{owner.Text("name")}");
        }

        if (controllers.Count > 1)
        {
            yield return FieldError.Invalid(
                "metadata.ownerReferences",
                owners.GetRawText(),
                $"Only one reference can have Controller set to true. Found \"true\" in references for {string.Join(" and ", controllers)}");
        }
    }

    private static IEnumerable<FieldError> FinalizerErrors(KindDefinition kind, JsonElement finalizers)
    {
        // Custom resources and their definitions may have names that belong to nobody.
        var isStrict = !kind.IsCustom && kind.Type != ResourceTypes.CustomResourceDefinitions;
        var index = 0;
        foreach (var finalizer in finalizers.Elements().Select(item => item.Text()))
        {
            var isStandard = finalizer is DeletionMark.ForegroundFinalizer or DeletionMark.OrphanFinalizer or "kubernetes";
            if (KeyProblem(finalizer) is { } problem)
                yield return FieldError.InvalidText("metadata.finalizers", finalizer, problem);
            else if (isStrict && !isStandard && !finalizer.Contains('/', StringComparison.Ordinal))
                yield return FieldError.InvalidText($"metadata.finalizers[{index}]", finalizer, "name is neither a standard finalizer name nor is it fully qualified");
            index++;
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
