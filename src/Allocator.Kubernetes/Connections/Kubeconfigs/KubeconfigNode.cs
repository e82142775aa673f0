using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Allocator;

/// <summary>A part of a kubeconfig that knows its place, so that an error can name it. Unknown fields are never looked at.</summary>
internal sealed class KubeconfigNode(KubeconfigFile file, YamlNode yaml, string path)
{
    public KubeconfigFile File { get; } = file;

    /// <summary>For example <c>users[dev].user</c>.</summary>
    public string Path { get; } = path;

    public YamlNode Yaml { get; } = yaml;

    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The field's place as messages that are not about an error in it say it.</summary>
    public string Describe(string field) => $"{PathOf(field)} of {File.Name}";

    /// <summary>A field's value; null if it is absent or empty.</summary>
    public KubeconfigNode? Child(string field) =>
        Map.Children.TryGetValue(new YamlScalarNode(field), out var value) && !IsNull(value) ? new(File, value, PathOf(field)) : null;

    /// <summary>A field as if it were there with nothing in it.</summary>
    public KubeconfigNode EmptyChild(string field) => new(File, new YamlMappingNode(), PathOf(field));

    /// <summary>The names of its fields.</summary>
    public IEnumerable<string> Fields => Map.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>A text; null if it is absent or empty.</summary>
    public string? Text(string field)
    {
        if (Child(field) is not { } child)
            return null;
        var text = child.Yaml is YamlScalarNode scalar ? scalar.Value : throw child.Error("must be a text");
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public string RequiredText(string field) => Text(field) ?? throw Error(field, "is missing");

    public bool Flag(string field) => Text(field) switch
    {
        null or "false" or "False" or "FALSE" => false,
        "true" or "True" or "TRUE" => true,
        _ => throw Error(field, "must be true or false"),
    };

    /// <summary>The elements of a list; none if it is absent.</summary>
    public IEnumerable<KubeconfigNode> Items(string field)
    {
        if (Child(field) is not { } child)
            return [];
        return child.Yaml is YamlSequenceNode list
            ? list.Children.Select((item, i) => new KubeconfigNode(File, item, $"{child.Path}[{i}]"))
            : throw child.Error("must be a list");
    }

    public IEnumerable<string> Texts(string field) =>
        Items(field).Select(item => (item.Yaml as YamlScalarNode)?.Value ?? throw item.Error("must be a text"));

    /// <summary>A path, absolute: a relative one begins at the file's directory.</summary>
    public string? FilePath(string field) => Text(field) is { } value ? System.IO.Path.GetFullPath(value, File.BaseDirectory) : null;

    /// <summary>
    /// The text that <paramref name="dataField"/> holds in base64, or else the one of the file that <paramref name="fileField"/> names.
    /// </summary>
    /// <returns>The text, and the field that it comes from; null if both are absent.</returns>
    public (string Text, string Field)? Data(string dataField, string fileField)
    {
        if (Text(dataField) is { } data)
            return (Decode(dataField, data), dataField);
        return FilePath(fileField) is { } path ? (ReadFile(fileField, path), fileField) : null;
    }

    public string ReadFile(string field, string path)
    {
        try
        {
            return System.IO.File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var absent = e is FileNotFoundException or DirectoryNotFoundException;
            throw Error(field, absent ? $"there is no file '{path}'" : $"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Runs what reads a certificate or key; its failure names the field.</summary>
    public T Parse<T>(string field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CryptographicException e)
        {
            throw Error(field, $"cannot be used: {e.Message}", e);
        }
    }

    public void EnsureMap() => _ = Map;

    public KubeconfigException Error(string problem, Exception? innerException = null) => Error(Yaml, Path, problem, innerException);

    public KubeconfigException Error(string field, string problem, Exception? innerException = null) =>
        Error(Child(field)?.Yaml ?? Yaml, PathOf(field), problem, innerException);

    private KubeconfigException Error(YamlNode place, string path, string problem, Exception? innerException) => place.Start.Line > 0
        ? new(File.Name, path, (int)place.Start.Line, (int)place.Start.Column, problem, innerException)
        : new(File.Name, path, null, null, problem, innerException);

    private YamlMappingNode Map => Yaml as YamlMappingNode ?? throw Error("must hold fields (name: value)");

    private string PathOf(string field) => Path.Length == 0 ? field : $"{Path}.{field}";

    private string Decode(string field, string data)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException e)
        {
            throw Error(field, "is not base64", e);
        }
    }
}
