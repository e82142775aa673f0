using System.Text;

namespace Allocator.Embedded;

/// <summary>Where one decoding of an object is, and what it has dropped so far.</summary>
/// <param name="basePath">Where the object itself is, if it is a part of another.</param>
internal sealed class Decoding(string basePath = "")
{
    private readonly List<Step> _path = [];

    public List<string> UnknownFields { get; } = [];

    public void EnterField(StructType type, string name) => _path.Add(new Step(name, -1, type));

    public void EnterItem(ListType type, int index) => _path.Add(new Step(null, index, type));

    public void EnterKey(string key) => _path.Add(new Step(key, -1, null));

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    public void Drop(string field) => UnknownFields.Add(Path() is { Length: > 0 } path ? path + "." + field : field);

    /// <summary>
    /// The error in the words of the decoder of 1.20: the Go fields on the way, what it read, and where.
    /// That quotes the bytes around the place; here it is the path.
    /// </summary>
    public DecodeException Error(string problem)
    {
        var path = Path();
        var goPath = string.Concat(_path.Where(step => step.Type is not null).Select(step => step.GoName + ": "));
        return new DecodeException(path, $"{goPath}{problem}, error found in {path}");
    }

    private string Path()
    {
        var text = new StringBuilder(basePath);
        foreach (var (name, index, _) in _path)
            _ = name is null ? text.Append('[').Append(index).Append(']') : text.Append(text.Length == 0 ? "" : ".").Append(name);

        return text.ToString();
    }

    private readonly record struct Step(string? Name, int Index, FieldType? Type)
    {
        public string GoName => Name is null ? Type!.GoName : GoNames.Field(Type!.GoName, Name);
    }
}
