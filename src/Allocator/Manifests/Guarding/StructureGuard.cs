namespace Allocator.Manifests;

/// <summary>
/// Keeps a caller's values from changing the structure of what is applied, whatever template engine inserts them: the template is also rendered
/// with harmless stand-ins in their place, twice with different ones. Keys, array lengths and kinds of values must be the same in all three, and
/// what is the same with both stand-ins must be the same with the real values.
/// </summary>
/// <remarks>
/// Nothing is rendered more than once while all values are harmless words, so a template may decide by such values what it renders.
/// </remarks>
internal static class StructureGuard
{
    /// <summary>Renders the template and returns its objects.</summary>
    /// <param name="renderAndRead">Renders the template with data and reads the output.</param>
    /// <param name="real">The caller's values.</param>
    /// <param name="dataFor">The data for the caller's, or other, values; the same seed each time.</param>
    /// <exception cref="TemplateException">A value changes the structure; names the place, the value, and how to write the template.</exception>
    public static IReadOnlyList<Manifest> Check(
        Func<TemplateData, IReadOnlyList<Manifest>> renderAndRead, CallerValues real, Func<CallerValues, TemplateData> dataFor)
    {
        var dangerous = real.All.Where(static v => !HarmlessText.Is(v.Text, v.MayBeTyped)).DistinctBy(static v => v.Text).ToList();
        if (dangerous.Count == 0)
            return renderAndRead(dataFor(real));

        var standIns = new StandIns(dangerous.Select(static v => v.Text));
        var comparison = new StructureComparison([.. standIns.AllFirst]);
        var first = Try(real.Replace(standIns.First));
        var second = Try(real.Replace(standIns.Second));
        var found = Try(real);
        if ((first.Failure ?? second.Failure) is { } failed)
            throw found.Failure is null ? DecidesByValues(failed) : failed;
        if (Failure(found) is not { } failure)
            return found.Manifests;

        // One value at a time says which one it is, unless only several together do it.
        var blamed = dangerous.Where(v => Failure(Try(real.Replace(t => t == v.Text ? t : standIns.First(t)))) is not null).ToList();
        throw Error(
            failure,
            $"The reason is {Names(blamed.Count > 0 ? blamed : dangerous)}, which holds characters that mean something here; "
            + "insert it encoded, in a Go template {{ .X | toJson }} without quotes around it");

        (IReadOnlyList<Manifest> Manifests, TemplateException? Failure) Try(CallerValues values)
        {
            try
            {
                return (renderAndRead(dataFor(values)), null);
            }
            catch (TemplateException e)
            {
                return ([], e);
            }
        }

        TemplateException? Failure((IReadOnlyList<Manifest> Manifests, TemplateException? Failure) rendered) =>
            rendered.Failure
            ?? (comparison.Difference(rendered.Manifests, first.Manifests, second.Manifests) is { } d ? d.At.Error(d.Problem) : null);

        TemplateException DecidesByValues(TemplateException e) => Error(
            e,
            $"This happens with a harmless text in the place of {Names(dangerous)}: a template may decide only by words of letters and digits");
    }

    private static string Names(IEnumerable<(string, string Description, bool)> values) =>
        string.Join(" or ", values.Select(static v => v.Description));

    private static TemplateException Error(TemplateException cause, string explanation) =>
        new(cause.Template, cause.Position, $"{cause.Problem}. {explanation}", cause);
}
