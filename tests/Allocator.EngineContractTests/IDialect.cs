namespace Allocator.EngineContract;

/// <summary>How a template language says what every one can say. Names are paths such as <c>Disk.Size</c>; within a loop <see cref="Item"/> is the entry.</summary>
public interface IDialect
{
    ITemplateEngine Engine { get; }

    /// <summary>The end of a file's name.</summary>
    string Suffix { get; }

    /// <summary>The entry of the loop around it.</summary>
    string Item { get; }

    /// <summary>What a parameter's insertion without any encoding is.</summary>
    string Raw(string name);

    string Json(string name);

    string Quote(string name);

    string Yaml(string name);

    string Base64(string name);

    /// <summary>A JSON string of a parameter that may be absent, or of a text instead.</summary>
    string OptionalJson(string map, string key, string otherwise);

    string If(string condition, string then, string otherwise);

    string Each(string list, string body);

    /// <summary>Loops over the same list at the top level, within one another.</summary>
    string Nested(string list, int depth, string body);

    string Random(int length);

    /// <summary>Templates that are wrong in their third line.</summary>
    IReadOnlyList<string> Broken { get; }

    /// <summary>What an error says of too many steps.</summary>
    string StepLimit { get; }
}
