namespace Allocator.HandlebarsTemplates;

/// <summary>Random strings, derived from the rendering's seed: two renderings with one seed make the same, and the same as Go templates.</summary>
internal static class RandomHelpers
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static TemplateHelper[] All { get; } =
    [
        TemplateHelper.Fixed("randAlphaNum", 1, static (run, a) => run.Random.Next(a.Count(0, run), Letters + Digits)),
        TemplateHelper.Fixed("randAlpha", 1, static (run, a) => run.Random.Next(a.Count(0, run), Letters)),
        TemplateHelper.Fixed("randNumeric", 1, static (run, a) => run.Random.Next(a.Count(0, run), Digits)),
    ];
}
