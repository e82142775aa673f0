using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator create</c>: a new instance, whose name is the output.</summary>
internal sealed class CreateCommand
{
    private const string Help =
        "Creates an instance, waits until it is ready, and prints its name. It stays until it is destroyed, or as long as its lifetime; with --hold, as long as this command. "
        + "Ctrl-C before it is ready leaves nothing.";

    private readonly ServiceChoice _service = new();
    private readonly Option<Dictionary<string, string>> _parameters = ParameterOption.Make();
    private readonly Option<TimeSpan?> _lifetime = Duration.Option("--lifetime", "How long it lives at most.");
    private readonly Option<bool> _hold = new("--hold") { Description = "Stays, prints how to reach the instance, renews its lease, and destroys it on Ctrl-C." };
    private readonly Option<TimeSpan?> _lease = Duration.Option("--lease", "With --hold: how long the instance outlives this command if that is killed. By default as the service says.");
    private readonly Option<TimeSpan?> _placeTimeout = Duration.Option("--wait-for-place", "How long to wait if all places are taken, within the time that the service allows for a create (5m unless it says another). By default not at all.");
    private readonly Option<TimeSpan?> _keepFailed = Duration.Option("--keep-failed", "Keeps an instance that does not become ready for so long, for a look at it.");
    private readonly Option<string?> _key = new("--idempotency-key") { Description = "The same owner, service and key mean the same instance, so the command may be repeated.", HelpName = "KEY" };
    private readonly Option<string?> _output = OutputOption.Make();

    private CreateCommand()
    {
    }

    public static Command Make(ConnectionChoice connection)
    {
        var create = new CreateCommand();
        var command = new Command("create", Help);
        create._service.AddTo(command);
        foreach (var option in (Option[])[create._parameters, create._lifetime, create._hold, create._lease, create._placeTimeout, create._keepFailed, create._key, create._output])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(create._lease) is not null && result.GetResult(create._hold) is not { Tokens: not null, Implicit: false })
                result.AddError("--lease is for --hold: without it nobody renews the lease. Use --lifetime.");
            if (create._service.HasTemplate(result) && connection.IsServer(result))
                result.AddError("--template is not for an allocator server: its services have their own templates. Name one of those ('allocator services'), or say by --kubeconfig or --context which cluster is meant.");
        });
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, backend => create.RunAsync(given, backend, cancellationToken), create._service.Template));
        return command;
    }

    private async Task RunAsync(ParseResult given, Backend backend, CancellationToken cancellationToken)
    {
        var service = await _service.NameAsync(given, backend, cancellationToken);
        var allocator = backend.AllocatorOf(service);
        var options = OptionsOf(given);
        await using var instance = await ProgressView.ShowAsync(given, backend, progress => allocator.CreateAsync(options, progress, cancellationToken), cancellationToken);
        await new ResultWriter(given, given.GetValue(_output)).MadeAsync(instance.Instance, instance.Name);
        if (given.GetValue(_hold))
        {
            await HeldInstance.HoldAsync(given, instance, cancellationToken);
            return;
        }

        // Until here an interruption ends the instance with its handle: nobody may know its name.
        cancellationToken.ThrowIfCancellationRequested();
        await instance.ReleaseAsync();
        if (Terminal.IsTerminal(given.Error()))
            await given.Error().WriteLineAsync(Ending(instance.Instance));
    }

    private static string Ending(Instance instance) => instance.ExpiresAt is null
        ? $"It stays until it is destroyed: allocator destroy {instance.Name}"
        : $"It goes {InstanceColumns.Goes(instance, TimeProvider.System.GetUtcNow())}, or before by: allocator destroy {instance.Name}";

    private CreateOptions OptionsOf(ParseResult given) => new()
    {
        Parameters = given.GetValue(_parameters)!,
        Lifetime = given.GetValue(_lifetime),
        Lease = given.GetValue(_hold) ? given.GetValue(_lease) : Timeout.InfiniteTimeSpan,
        PlaceTimeout = given.GetValue(_placeTimeout) ?? TimeSpan.Zero,
        KeepFailedFor = given.GetValue(_keepFailed),
        IdempotencyKey = given.GetValue(_key),
        Origin = new InstanceOrigin { Class = "allocator create" },
    };
}
