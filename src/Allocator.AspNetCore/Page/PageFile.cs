using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Allocator.Server;

/// <summary>A file of the page, from this assembly.</summary>
internal sealed class PageFile
{
    private const string Prefix = "Page/";

    private static readonly FrozenDictionary<string, PageFile> s_all = Read().ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);

    private PageFile(string name, byte[] content)
    {
        (Name, Content) = (name, content);
        EntityTag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        MediaType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidOperationException($"Nobody has said what kind of file {other} is."),
        };
    }

    public static IEnumerable<PageFile> All => s_all.Values;

    public string Name { get; }

    public ReadOnlyMemory<byte> Content { get; }

    public string MediaType { get; }

    public EntityTagHeaderValue EntityTag { get; }

    public static PageFile Named(string name) => s_all[name];

    private static IEnumerable<PageFile> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            yield return new PageFile(name[Prefix.Length..], content.ToArray());
        }
    }
}
