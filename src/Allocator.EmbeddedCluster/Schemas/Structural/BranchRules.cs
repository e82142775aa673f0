using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary><c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c>. Their own errors have no field on a real server either.</summary>
internal sealed class BranchRules(string basePath, string name, List<FieldError> errors)
{
    public void Check(JsonNode value, ValueRules rules)
    {
        AnyOf(value, rules.AnyOf);
        OneOf(value, rules.OneOf);
        AllOf(value, rules.AllOf);
        if (rules.Not is not null && Errors(value, rules.Not).Count == 0)
            Fail("must not validate the schema (not)");
    }

    private void AnyOf(JsonNode value, IReadOnlyList<StructuralSchema> schemas)
    {
        var outcomes = schemas.Select(schema => Errors(value, schema)).ToList();
        if (outcomes.Count == 0 || outcomes.Any(outcome => outcome.Count == 0))
            return;

        Fail("must validate at least one schema (anyOf)");
        errors.AddRange(outcomes[0]);
    }

    private void OneOf(JsonNode value, IReadOnlyList<StructuralSchema> schemas)
    {
        var outcomes = schemas.Select(schema => Errors(value, schema)).ToList();
        var valid = outcomes.Count(outcome => outcome.Count == 0);
        if (outcomes.Count == 0 || valid == 1)
            return;

        var found = valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives";
        Fail($"must validate one and only one schema (oneOf). {found}");
        if (valid == 0)
            errors.AddRange(outcomes[0]);
    }

    private void AllOf(JsonNode value, IReadOnlyList<StructuralSchema> schemas)
    {
        var failed = schemas.SelectMany(schema => Errors(value, schema)).ToList();
        if (failed.Count == 0)
            return;

        errors.AddRange(failed);
        Fail("must validate all the schemas (allOf)");
    }

    private List<FieldError> Errors(JsonNode value, StructuralSchema schema) => ValueValidator.ErrorsOf(value, schema, basePath, name);

    private void Fail(string problem) =>
        errors.Add(SchemaErrors.Invalid(basePath.Length == 0 ? "<nil>" : basePath, "", $"\"{name}\" {problem}"));
}
