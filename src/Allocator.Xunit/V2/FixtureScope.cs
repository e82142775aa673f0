using System.Collections.Concurrent;

namespace Allocator;

/// <summary>
/// What a fixture is for. xUnit v2 does not tell; but where only one test class or collection of the loaded assemblies names the fixture's type, it is that one. Where several do, each
/// fixture has a number besides: they are different ones, and may run at once.
/// </summary>
internal static class FixtureScope
{
    private const int MostNames = 3;

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<TestScope>> s_users = new();
    private static int s_lastNumber;

    public static TestScope Of(Type fixture) => s_users.GetOrAdd(fixture, FixtureUsers.Of) switch
    {
        [var only] => only,
        var users => new TestScope(users.Count > 0 ? users[0].Assembly : fixture.Assembly, $"{NameOf(fixture, users)} #{Interlocked.Increment(ref s_lastNumber)}"),
    };

    private static string NameOf(Type fixture, IReadOnlyList<TestScope> users) => users.Count switch
    {
        0 => fixture.ToString(),
        <= MostNames => string.Join(" or ", users.Select(user => user.Name)),
        _ => $"{string.Join(" or ", users.Take(MostNames).Select(user => user.Name))} or {users.Count - MostNames} more",
    };
}
