namespace Allocator.GoTemplates;

/// <summary>Sprig's random strings, derived from the rendering's seed: two renderings with one seed make the same.</summary>
internal static class RandomFunctions
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Fixed("randAlphaNum", 1, static (run, a) => run.Random.Next(a.Count(0, run), Letters + Digits)),
        TemplateFunction.Fixed("randAlpha", 1, static (run, a) => run.Random.Next(a.Count(0, run), Letters)),
        TemplateFunction.Fixed("randNumeric", 1, static (run, a) => run.Random.Next(a.Count(0, run), Digits)),
    ];
}
