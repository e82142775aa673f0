using System.Reflection;

namespace Allocator.PublicApi;

/// <summary>The public surface is tracked in text files: what changes it shows in their diff. To accept a change, copy the file that the failure names.</summary>
public sealed class PublicApiTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "PublicApi");

    [Theory]
    [InlineData("Allocator")]
    [InlineData("Allocator.AspNetCore")]
    [InlineData("Allocator.Client")]
    [InlineData("Allocator.EmbeddedCluster")]
    [InlineData("Allocator.Fixtures")]
    [InlineData("Allocator.Handlebars")]
    [InlineData("Allocator.Kubernetes")]
    [InlineData("Allocator.Services")]
    public void Surface_is_the_tracked_one(string assembly)
    {
        var actual = string.Join('\n', Assembly.Load(assembly).GetExportedTypes().Select(Describe).Order(StringComparer.Ordinal)) + "\n";

        var received = Path.Combine(s_folder, $"{assembly}.received.txt");
        File.WriteAllText(received, actual);
        Assert.True(File.ReadAllText(Path.Combine(s_folder, $"{assembly}.txt")) == actual, $"The public API of {assembly} has changed: {received}");
    }

    private static string Describe(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = type.GetMembers(declared)
            .Where(IsVisible)
            .Where(member => member is not Type && !IsOfTheCompiler(member))
            .Select(member => $"  {Describe(member)}")
            .Order(StringComparer.Ordinal);
        return string.Join('\n', members.Prepend(type.FullName!));
    }

    private static string Describe(MemberInfo member) => member switch
    {
        MethodBase method => $"{Result(method)}{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"))})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ {(property.CanRead ? "get; " : "")}{(property.SetMethod is { IsPublic: true } ? "set; " : "")}}}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Result(MethodBase method) => method is MethodInfo { ReturnType: var type } ? $"{Name(type)} " : "";

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily,
        PropertyInfo property => property.GetMethod is { IsPublic: true },
        FieldInfo field => field.IsPublic,
        EventInfo => true,
        _ => false,
    };

    // Accessors and what records get are not written by anybody.
    private static bool IsOfTheCompiler(MemberInfo member) =>
        member is MethodInfo { IsSpecialName: true }
        || member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute))
        || member.Name is "value__" or "EqualityContract" or "PrintMembers";
}
