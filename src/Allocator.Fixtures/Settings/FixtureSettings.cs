using System.Reflection;
using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>Reads the settings: code wins over the environment, which wins over the file.</summary>
internal static partial class FixtureSettings
{
    public const string Prefix = "ALLOCATOR_";

    private static readonly PropertyInfo[] s_settings =
    [
        .. typeof(FixtureOptions).GetProperties()
            .Where(property => property.CanWrite && property.Name is not nameof(FixtureOptions.Connection) and not nameof(FixtureOptions.ConfigureAllocator)),
    ];

    /// <exception cref="AllocatorException">A setting is not right; the message names it and where it stands.</exception>
    public static FixtureOptions Load(string folder, Func<string, string?> variable, Action<FixtureOptions>? configure)
    {
        var options = new FixtureOptions();
        Apply(options, Path.Combine(folder, SettingsFile.Name), () => ReadFile(options, folder));
        Apply(options, "The environment", () => ReadEnvironment(options, variable));
        Apply(options, "The fixture's code", () => configure?.Invoke(options));
        Check(options);
        return options;
    }

    /// <summary><c>SetupTimeout</c> is <c>ALLOCATOR_SETUP_TIMEOUT</c>.</summary>
    public static string VariableOf(string setting) => Prefix + WordStart().Replace(setting, "_").ToUpperInvariant();

    private static string JsonName(string setting) => char.ToLowerInvariant(setting[0]) + setting[1..];

    private static void Apply(FixtureOptions options, string source, Action read)
    {
        var before = ClusterChoice.Of(options);
        read();
        ClusterChoice.Settle(options, before, source);
    }

    private static void ReadFile(FixtureOptions options, string folder)
    {
        foreach (var (name, value) in SettingsFile.Read(Path.Combine(folder, SettingsFile.Name)))
        {
            var setting = Array.Find(s_settings, setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new AllocatorException($"There is no setting for {value.Source}. There are: {string.Join(", ", s_settings.Select(setting => JsonName(setting.Name)))}.");
            setting.SetValue(options, value.As(setting.PropertyType));
        }

        // What a file names is beside the file.
        if (options.Kubeconfig is { } relative)
            options.Kubeconfig = Path.Combine(folder, relative);
        if (options.TokenFile is { } token)
            options.TokenFile = Path.Combine(folder, token);
    }

    private static void ReadEnvironment(FixtureOptions options, Func<string, string?> variable)
    {
        foreach (var setting in s_settings)
        {
            if (variable(VariableOf(setting.Name)) is { Length: > 0 } text)
                setting.SetValue(options, new SettingValue(text, VariableOf(setting.Name)).As(setting.PropertyType));
        }
    }

    private static void Check(FixtureOptions options)
    {
        Check(options.SetupTimeout > LeaseTerms.Rollback && options.SetupTimeout <= TimeSpan.FromDays(1), nameof(options.SetupTimeout), options.SetupTimeout, "more than 10 seconds, and at most a day");
        Check(options.PlaceTimeout >= TimeSpan.Zero && options.PlaceTimeout <= TimeSpan.FromDays(1), nameof(options.PlaceTimeout), options.PlaceTimeout, "between zero and a day");
        Check(options.KeepFor >= LeaseTerms.Shortest && options.KeepFor <= LeaseTerms.Longest, nameof(options.KeepFor), options.KeepFor, "between 10 seconds and 30 days");
        Check(options.MaxConcurrentCreates >= 1, nameof(options.MaxConcurrentCreates), options.MaxConcurrentCreates, "at least 1");
        if (options.Connection is not null && (options.Kubeconfig ?? options.Context) is not null)
            throw new AllocatorException($"{nameof(options.Connection)} excludes {nameof(options.Kubeconfig)} and {nameof(options.Context)}: it is a connection already. Leave one of them out.");
    }

    private static void Check(bool isRight, string setting, object value, string rule)
    {
        if (!isRight)
            throw new AllocatorException($"{setting} ({VariableOf(setting)}, or \"{JsonName(setting)}\" in {SettingsFile.Name}) must be {rule}, but is {value}.");
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}
