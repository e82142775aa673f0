using System.CommandLine;
using System.CommandLine.Parsing;

namespace Allocator.Tool;

/// <summary>Which service a command is about, and its template where the command line gives one.</summary>
internal sealed class ServiceChoice
{
    private readonly Argument<string?> _service = new("SERVICE")
    {
        Description = "The service: one of the configuration, or one that is published in the cluster; at a server, one of its own. May be left out if there is only one, or if the template's name says it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _template = new("--template", "-t")
    {
        Description = "The service's template; not at a server. Its limits are those of the service if that is known otherwise, else the defaults: 1 instance for each owner, 10 in all.",
        HelpName = "FILE",
    };

    public ServiceChoice() => _service.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && ServiceName.Problem(token.Value) is { } problem)
            result.AddError(problem);
    });

    public void AddTo(Command command)
    {
        command.Arguments.Add(_service);
        command.Options.Add(_template);
    }

    /// <summary>Whether there is a <c>--template</c>.</summary>
    public bool HasTemplate(SymbolResult given) => given.GetResult(_template) is not null;

    /// <summary>The service of <c>--template</c>; null if there is none.</summary>
    /// <exception cref="AllocatorException">The file is not there, or nothing tells the service's name.</exception>
    public GivenTemplate? Template(ParseResult given)
    {
        if (given.GetValue(_template) is not { } path)
            return null;
        if (!File.Exists(path))
            throw new AllocatorException($"There is no file '{path}', which --template names.");
        var name = given.GetValue(_service) ?? Path.GetFileName(path).Split('.')[0];
        return ServiceName.Problem(name) is null
            ? new GivenTemplate(name, Path.GetFullPath(path))
            : throw new AllocatorException($"The template's name, '{Path.GetFileName(path)}', does not begin with what could be a service's name. Say the name: SERVICE --template {path}.");
    }

    /// <summary>The service that the command line names; null if it leaves that open.</summary>
    public string? Named(ParseResult given) => given.GetValue(_service) ?? Template(given)?.Service;

    /// <summary>The service that is meant.</summary>
    /// <exception cref="AllocatorException">None is named, and there is not exactly one.</exception>
    public async Task<string> NameAsync(ParseResult given, Backend backend, CancellationToken cancellationToken)
    {
        if (Named(given) is { } named)
            return named;
        var services = await backend.Catalog.ListAsync(cancellationToken).Select(service => service.Name).ToListAsync(cancellationToken);
        return services switch
        {
            [var only] => only,
            [] => throw new AllocatorException($"There are no services here. {backend.AdviceWithoutServices}"),
            _ => throw new AllocatorException($"Say which service: {string.Join(", ", services)}."),
        };
    }
}
