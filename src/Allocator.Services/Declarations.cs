namespace Allocator;

/// <summary>What several ready-made services declare alike.</summary>
internal static class Declarations
{
    private const string DatabaseName = "[A-Za-z_][A-Za-z0-9_]{0,62}";

    public static void AddImage(this ServiceOptions options, string image) =>
        options.Parameters["image"] = new() { Default = image, Description = "the official image, another version of it, or one that is made from it" };

    /// <summary>A name that needs no quotes, neither in SQL nor in a connection string.</summary>
    public static void AddDatabase(this ServiceOptions options, string description) =>
        options.Parameters["database"] = new() { Default = "app", Pattern = DatabaseName, Description = description };

    public static void AddPassword(this ServiceOptions options) => options.Credentials["password"] = new();
}
