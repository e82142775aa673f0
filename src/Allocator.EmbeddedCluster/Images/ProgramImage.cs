using Allocator.Embedded;

namespace Allocator;

/// <summary>An image whose containers are processes of this machine.</summary>
/// <remarks>
/// <para>
/// What is run: the registered program and arguments stand in the places of an image's <c>ENTRYPOINT</c> and <c>CMD</c>. A pod's
/// <c>command</c> replaces both, a pod's <c>args</c> only the arguments. <see cref="IgnoresCommand"/> keeps the registered ones.
/// </para>
/// <para>
/// The environment is the container's and, unless that says otherwise, <c>PATH</c> of this process and <c>POD_IP</c>, the pod's address.
/// The registered arguments may say <c>$(NAME)</c> for a variable of it.
/// </para>
/// <para>
/// A process sees the files of this machine. So wherever the path of a mount (or the <c>terminationMessagePath</c>) stands as a whole in an
/// argument or in a value of the environment, alone or with more behind it, the directory behind the mount is put there:
/// <c>--dir=/data/db</c> becomes <c>--dir=/tmp/…/db</c>. It starts in the pod's <c>workingDir</c>, if that is below a mount or exists on this
/// machine, else in an empty directory of its own.
/// </para>
/// <para>
/// It is stopped with <c>SIGTERM</c>, and with <c>SIGKILL</c> after the grace period. What it has started is killed when it ends. A signal counts as
/// exit code 128 + its number. It needs a machine with signals: Linux or macOS.
/// </para>
/// </remarks>
public sealed class ProgramImage : IContainerImage
{
    private readonly string _program;
    private readonly IReadOnlyList<string> _arguments;

    internal ProgramImage(string program, IReadOnlyList<string> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(arguments);
        _program = program.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(program) : program;
        _arguments = [.. arguments];
    }

    /// <summary>Whether a pod's <c>command</c> and <c>args</c> are left aside: they fit the real image, but not this machine.</summary>
    /// <value>The default is false.</value>
    public bool IgnoresCommand { get; set; }

    /// <inheritdoc/>
    public async Task<int> RunAsync(ContainerContext container, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(container);
        var environment = ProgramEnvironment.Of(container.Setup);
        using var process = ProgramProcess.Start(container.Setup, environment, CommandLine(container, environment), withInput: false);
        using var stop = stopping.UnsafeRegister(static running => ((ProgramProcess)running!).Terminate(), process);
        using var kill = container.Killed.UnsafeRegister(static running => ((ProgramProcess)running!).Kill(), process);
        return await process.WaitAsync(null, container.StandardOutput, container.StandardError).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<int> ExecAsync(ContainerContext container, ContainerExec exec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(exec);
        using var process = ProgramProcess.Start(
            container.Setup, ProgramEnvironment.Of(container.Setup), exec.Command, withInput: exec.StandardInput is not null);
        using var kill = cancellationToken.UnsafeRegister(static running => ((ProgramProcess)running!).Kill(), process);
        return await process.WaitAsync(exec.StandardInput, exec.StandardOutput, exec.StandardError).ConfigureAwait(false);
    }

    private IReadOnlyList<string> CommandLine(ContainerContext container, IReadOnlyDictionary<string, string> environment)
    {
        if (!IgnoresCommand && container.Command.Count > 0)
            return [.. container.Command, .. container.Arguments];
        var arguments = !IgnoresCommand && container.Arguments.Count > 0
            ? container.Arguments
            : _arguments.Select(argument => VariableExpansion.Expand(argument, environment));
        return [_program, .. arguments];
    }
}
