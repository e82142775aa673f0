using System.CommandLine;
using System.CommandLine.Parsing;

namespace Allocator.Tool;

/// <summary>Whether a command is about an allocator server or straight about a cluster: the one place that decides it.</summary>
internal sealed class ConnectionChoice
{
    private readonly ClusterOptions _cluster = new();
    private readonly ServerOptions _server;
    private readonly Option<string?> _identity = ConnectionOption.Make(
        "--identity", "NAME", "Whose instances they are. By default as CI tells, else user@host; at a server it is whom you sign in as, and this counts only with development sign-in.");

    /// <param name="variable">Reads an environment variable.</param>
    public ConnectionChoice(Func<string, string?> variable)
    {
        _server = new ServerOptions(variable);
        _server.Refuse(_cluster.FirstOf, option => $"{ServerOptions.Address} and {option} exclude each other: a server has its own cluster and services. Leave one of them out.");
        _server.RefuseTokenUnless(IsServer);
    }

    /// <summary>Adds the options to a command and all below it.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[.. _server.All, .. _cluster.All, _identity])
            command.Options.Add(option);
    }

    /// <summary>The command line wins over the environment, whichever of the two it names.</summary>
    public bool IsServer(SymbolResult given) => _server.IsGiven(given) || (_server.Variable is not null && _cluster.FirstOf(given) is null);

    /// <summary>Runs a command against what its command line, or else the environment, names.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="command">The command; its result is the exit code.</param>
    /// <param name="template">Tells the service that the command line describes; null where that is not possible.</param>
    public Task<int> RunAsync(ParseResult given, Func<Backend, Task<int>> command, Func<ParseResult, GivenTemplate?>? template = null) => RunAsync(
        given, () => IsServer(given.CommandResult) ? _server.Connect(given, given.GetValue(_identity)) : _cluster.Connect(given, given.GetValue(_identity), template?.Invoke(given)), command);

    public Task<int> RunAsync(ParseResult given, Func<Backend, Task> command, Func<ParseResult, GivenTemplate?>? template = null) =>
        RunAsync(given, backend => DoneAsync(command(backend)), template);

    /// <summary>Runs a command that only a cluster can answer, whatever the environment names.</summary>
    public Task<int> RunOnClusterAsync(ParseResult given, Func<ClusterBackend, Task> command, Func<ParseResult, GivenTemplate?>? template = null) =>
        RunAsync(given, () => _cluster.Connect(given, given.GetValue(_identity), template?.Invoke(given)), backend => DoneAsync(command(backend)));

    /// <summary>Refuses a server for a command that only a cluster can answer.</summary>
    /// <param name="command">The command.</param>
    /// <param name="why">Why a server cannot.</param>
    public void RequireCluster(Command command, string why) => command.Validators.Add(given =>
    {
        if (_server.IsGiven(given))
            given.AddError($"{ServerOptions.Address} is not for '{command.Name}': {why} Leave it out, and say by {_cluster.Names} which cluster is meant.");
    });

    private static Task<int> RunAsync<T>(ParseResult given, Func<T> connect, Func<T, Task<int>> command)
        where T : Backend => Failures.ExplainAsync(given, null, async () =>
    {
        await using var backend = connect();
        return await Failures.ExplainAsync(given, backend, () => command(backend));
    });

    private static async Task<int> DoneAsync(Task command)
    {
        await command;
        return ExitCodes.Done;
    }
}
