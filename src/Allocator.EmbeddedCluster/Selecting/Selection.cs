namespace Allocator.Embedded;

/// <summary>Which objects of a kind a request is about.</summary>
/// <param name="Namespace">Their namespace; empty for all.</param>
/// <param name="Labels">What their labels must be.</param>
/// <param name="Fields">What their fields must be.</param>
internal sealed record Selection(string Namespace, LabelSelector Labels, FieldSelector Fields)
{
    public bool IsRestricted => Labels.Requirements.Count > 0 || !ReferenceEquals(Fields, FieldSelector.Everything);

    public bool Matches(StoredObject obj) =>
        (Namespace.Length == 0 || obj.Namespace == Namespace) && Labels.Matches(obj.Labels) && Fields.Matches(obj);
}
