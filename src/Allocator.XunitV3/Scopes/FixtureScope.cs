using System.Reflection;
using Xunit;
using Xunit.v3;

namespace Allocator;

/// <summary>What a fixture is for: the test class, collection or assembly that xUnit makes it for.</summary>
internal static class FixtureScope
{
    public static TestScope Of(ITestContext context, Type fixture)
    {
        // A fixture that is made where no test runs has only its own name.
        var assembly = (context.TestAssembly as IXunitTestAssembly)?.Assembly ?? fixture.Assembly;
        if (context.TestAssembly is null)
            return new TestScope(assembly, fixture.ToString());

        var scope = new TestScope(assembly, NameOf(assembly));
        if (context.TestCollection is IXunitTestCollection { CollectionDefinition: not null } collection)
            scope = new TestScope(assembly, collection.TestCollectionDisplayName, scope);
        return context.TestClass is { } testClass ? new TestScope(assembly, testClass.TestClassName, scope) : scope;
    }

    private static string NameOf(Assembly assembly) => assembly.GetName().Name!;
}
