namespace Allocator;

/// <summary>
/// A test class that changes the settings, which come from the environment and <c>allocator.json</c>. MSTest creates the instance before it makes an object of the class, so the method is
/// static; the interface says that it is meant.
/// </summary>
public interface IFixtureConfiguration
{
    /// <summary>Changes the settings. Called once, before the instance is created.</summary>
    /// <param name="options">The settings.</param>
    static abstract void Configure(FixtureOptions options);
}
