using System.Reflection;
using Xunit;

namespace Allocator;

/// <summary>Finds the test classes and collections that ask for a fixture.</summary>
internal static class FixtureUsers
{
    private static readonly string s_xunit = typeof(FactAttribute).Assembly.GetName().Name!;

    public static IReadOnlyList<TestScope> Of(Type fixture) =>
        [.. AppDomain.CurrentDomain.GetAssemblies().Where(UsesXunit).SelectMany(assembly => In(assembly, fixture)).Distinct()];

    private static IEnumerable<TestScope> In(Assembly assembly, Type fixture)
    {
        var types = TypesOf(assembly);
        var (forClass, forCollection) = (typeof(IClassFixture<>).MakeGenericType(fixture), typeof(ICollectionFixture<>).MakeGenericType(fixture));
        foreach (var type in types)
        {
            if (NameIn<CollectionDefinitionAttribute>(type) is not { } collection)
            {
                if (type.IsAssignableTo(forClass) && !type.IsAbstract)
                    yield return ClassScope(type, types);
                continue;
            }

            if (type.IsAssignableTo(forCollection))
                yield return CollectionScope(assembly, collection);

            // A class fixture of a collection is one of each class in it.
            if (type.IsAssignableTo(forClass))
            {
                foreach (var member in types.Where(member => !member.IsAbstract && NameIn<CollectionAttribute>(member) == collection))
                    yield return ClassScope(member, types);
            }
        }
    }

    private static TestScope ClassScope(Type type, IEnumerable<Type> types)
    {
        var collection = NameIn<CollectionAttribute>(type);
        var isDefined = collection is not null && types.Any(other => NameIn<CollectionDefinitionAttribute>(other) == collection);
        return new TestScope(type.Assembly, type.FullName!, isDefined ? CollectionScope(type.Assembly, collection!) : null);
    }

    private static TestScope CollectionScope(Assembly assembly, string name) => new(assembly, name);

    /// <summary>The name that the type's attribute was made with; the attributes of xUnit v2 keep it to themselves.</summary>
    private static string? NameIn<TAttribute>(Type type)
        where TAttribute : Attribute
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            var found = declaring.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(TAttribute));
            if (found is not null)
                return found.ConstructorArguments is [{ Value: string name }] ? name : null;
        }

        return null;
    }

    private static bool UsesXunit(Assembly assembly) =>
        !assembly.IsDynamic && assembly.GetReferencedAssemblies().Any(referenced => referenced.Name == s_xunit);

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException incomplete)
        {
            return [.. incomplete.Types.OfType<Type>()];
        }
    }
}
