using System.CommandLine;
using System.CommandLine.Parsing;
using Allocator.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Allocator.Tool;

/// <summary>Which allocator server a command is about, and how it signs in there. A token is never an argument: others could see it.</summary>
internal sealed class ServerOptions
{
    public const string Address = "--allocator";
    public const string AddressVariable = "ALLOCATOR_SERVER";

    private const string TokenFile = "--token-file";
    private const string TokenVariable = "ALLOCATOR_TOKEN";
    private const string TokenFileVariable = "ALLOCATOR_TOKEN_FILE";
    private const string IdentityVariable = "ALLOCATOR_IDENTITY";

    private readonly Option<string?> _address = ConnectionOption.Make(
        Address, "URL", $"An allocator server, which allocates instead of this command: it needs no rights on a cluster then. By default as {AddressVariable} says.");

    private readonly Option<string?> _tokenFile = ConnectionOption.Make(
        TokenFile, "FILE", $"With a server: the file with the token that signs in there. By default as {TokenFileVariable} says, or {TokenVariable} has the token.");

    private readonly Func<string, string?> _variable;

    public ServerOptions(Func<string, string?> variable)
    {
        _variable = variable;
        _address.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && Parse(token.Value) is null)
                given.AddError(Problem(Address, token.Value));
        });
    }

    public IReadOnlyList<Option<string?>> All => [_address, _tokenFile];

    /// <summary>The server that the environment names; null if it names none.</summary>
    public string? Variable => Read(AddressVariable);

    /// <summary>Whether the command line names a server.</summary>
    public bool IsGiven(SymbolResult given) => given.GetResult(_address) is not null;

    /// <summary>Refuses options beside the server's address.</summary>
    /// <param name="found">Finds such an option in the command line.</param>
    /// <param name="problem">What to say of it.</param>
    public void Refuse(Func<SymbolResult, string?> found, Func<string, string> problem) => _address.Validators.Add(given =>
    {
        if (found(given) is { } option)
            given.AddError(problem(option));
    });

    /// <summary>Refuses a token where there is no server to give it to.</summary>
    public void RefuseTokenUnless(Func<SymbolResult, bool> isServer) => _tokenFile.Validators.Add(given =>
    {
        if (!isServer(given))
            given.AddError($"{TokenFile} is for an allocator server. Say which one: {Address} URL.");
    });

    /// <summary>The server that the command line or the environment names. Nothing is sent to it yet.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="identity">Who works, at a server that takes callers at their word; null for the default.</param>
    /// <exception cref="AllocatorException">The environment is not right.</exception>
    public ServerBackend Connect(ParseResult given, string? identity)
    {
        var text = given.GetValue(_address) ?? Variable!;
        var address = Parse(text) ?? throw new AllocatorException(Problem(AddressVariable, text));
        var (token, file) = given.GetValue(_tokenFile) is { } named ? (null, named) : (Read(TokenVariable), Read(TokenFileVariable));
        if (token is not null && file is not null)
            throw new AllocatorException($"{TokenVariable} and {TokenFileVariable} are both set. Unset one of them, or say by {TokenFile} which token is meant.");
        var notices = new Notices(given.Error());
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(new ClientNotices(notices))).AddAllocatorClient(options =>
        {
            (options.Server, options.Token, options.TokenFile) = (address, token, file);
            options.DevelopmentUser = identity ?? Read(IdentityVariable);
            options.Names = new SettingNames
            {
                Server = given.GetValue(_address) is null ? AddressVariable : Address,
                TokenFile = given.GetValue(_tokenFile) is null ? TokenFileVariable : TokenFile,
                Tokens = $"that of {TokenFile}, {TokenFileVariable} or {TokenVariable}",
            };
        });
        return new ServerBackend(services.BuildServiceProvider(), notices);
    }

    private static Uri? Parse(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    private static string Problem(string setting, string text) =>
        $"'{text}' is no address of an allocator server, which {setting} should be. Write it as https://allocator.example.com or http://127.0.0.1:8080.";

    /// <summary>What is set to nothing is not set.</summary>
    private string? Read(string name) => _variable(name) is { Length: > 0 } value ? value : null;
}
