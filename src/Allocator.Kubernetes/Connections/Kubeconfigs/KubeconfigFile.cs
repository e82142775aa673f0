using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Allocator;

/// <summary>One kubeconfig as it was written.</summary>
internal sealed class KubeconfigFile
{
    private KubeconfigFile(string name, string baseDirectory)
    {
        Name = name;
        BaseDirectory = baseDirectory;
    }

    /// <summary>The path, or what else messages call it.</summary>
    public string Name { get; }

    /// <summary>Where its relative paths begin.</summary>
    public string BaseDirectory { get; }

    /// <summary>Its top level; null if there is nothing in it.</summary>
    public KubeconfigNode? Root { get; private init; }

    public static KubeconfigFile Load(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            return Parse(File.ReadAllText(path), path, Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var problem = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : $"cannot be read: {e.Message}";
            throw new KubeconfigException(path, "", null, null, problem, e);
        }
    }

    public static KubeconfigFile Parse(string text, string name, string baseDirectory)
    {
        var file = new KubeconfigFile(name, baseDirectory);
        var documents = LoadYaml(text, name);
        if (documents.Count > 1)
        {
            throw new KubeconfigException(name, "", (int)documents[1].RootNode.Start.Line, (int)documents[1].RootNode.Start.Column,
                "a second YAML document begins here; a kubeconfig is one document");
        }
        if (documents.Count == 0 || KubeconfigNode.IsNull(documents[0].RootNode))
            return file;
        var root = new KubeconfigNode(file, documents[0].RootNode, "");
        root.EnsureMap();
        return new KubeconfigFile(name, baseDirectory) { Root = root };
    }

    private static IList<YamlDocument> LoadYaml(string text, string name)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new KubeconfigException(name, "", (int)e.Start.Line, (int)e.Start.Column, $"this is not valid YAML: {Reason(e)}", e);
        }
        return stream.Documents;
    }

    // YamlDotNet wraps the reason of a syntax error in an exception that only repeats the place.
    private static string Reason(YamlException e) => e.InnerException is YamlException inner ? Reason(inner) : e.Message.TrimEnd('.');
}
