using System.Collections.Concurrent;
using System.Net;
using Allocator.Embedded;
using Microsoft.AspNetCore.Builder;

namespace Allocator;

/// <summary>
/// The images that the embedded cluster can run. Names are those of pods, completed as a container engine does: <c>busybox</c> is
/// <c>docker.io/library/busybox:latest</c>. Any other image fails with <c>ErrImagePull</c>. Images may be added while the cluster runs.
/// </summary>
public sealed class EmbeddedImages
{
    private readonly ConcurrentDictionary<string, IContainerImage> _images = new(StringComparer.Ordinal);

    internal EmbeddedImages()
    {
    }

    /// <summary>The complete names of the registered images, in order.</summary>
    public IReadOnlyList<string> Names => [.. _images.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Registers an image, in the place of an earlier one of that name.</summary>
    /// <param name="image">Its name, for example <c>postgres:16</c>.</param>
    /// <param name="implementation">What its containers do.</param>
    /// <exception cref="ArgumentException">The name is none of an image.</exception>
    public void Add(string image, IContainerImage implementation)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(implementation);
        if (!ImageName.TryComplete(image, out var name, out var problem))
            throw new ArgumentException($"\"{image}\" is no name of an image: {problem}.", nameof(image));
        _images[name] = implementation;
    }

    /// <summary>Registers an image whose containers run in this process.</summary>
    /// <param name="image">Its name.</param>
    /// <param name="run">Runs a container: see <see cref="IContainerImage.RunAsync"/>.</param>
    /// <exception cref="ArgumentException">The name is none of an image.</exception>
    public void Add(string image, Func<ContainerContext, CancellationToken, Task<int>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Add(image, new DelegateImage(run, null));
    }

    /// <summary>Registers an image whose containers run in this process, and commands in them.</summary>
    /// <param name="image">Its name.</param>
    /// <param name="run">Runs a container: see <see cref="IContainerImage.RunAsync"/>.</param>
    /// <param name="exec">Runs a command in one: see <see cref="IContainerImage.ExecAsync"/>.</param>
    /// <exception cref="ArgumentException">The name is none of an image.</exception>
    public void Add(
        string image,
        Func<ContainerContext, CancellationToken, Task<int>> run,
        Func<ContainerContext, ContainerExec, CancellationToken, Task<int>> exec)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(exec);
        Add(image, new DelegateImage(run, exec));
    }

    /// <summary>Registers an image whose containers are processes of this machine.</summary>
    /// <param name="image">Its name.</param>
    /// <param name="program">The program: a path, or a name that is looked up in <c>PATH</c> when a container starts.</param>
    /// <param name="arguments">Its arguments; see <see cref="ProgramImage"/> for what may stand in them.</param>
    /// <returns>The image, for further settings.</returns>
    /// <exception cref="ArgumentException">The name is none of an image.</exception>
    public ProgramImage AddProgram(string image, string program, params IReadOnlyList<string> arguments)
    {
        var added = new ProgramImage(program, arguments);
        Add(image, added);
        return added;
    }

    /// <summary>Registers an image whose containers are web applications of this process. Each listens at its pod's address until the pod is told to stop;
    /// what a request throws is answered with 500 and told in the container's log. The process's configuration, signals and console do not reach it.</summary>
    /// <param name="image">Its name.</param>
    /// <param name="port">The port that it listens on, with HTTP. Ports below 1024 need the operating system's leave.</param>
    /// <param name="configure">Maps the routes; called for each container.</param>
    /// <exception cref="ArgumentException">The name is none of an image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is not between 1 and 65535.</exception>
    public void AddWebApplication(string image, int port, Action<ContainerContext, WebApplication> configure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        ArgumentNullException.ThrowIfNull(configure);
        Add(image, new WebApplicationImage(port, configure));
    }

    /// <summary>The image of a complete name; null if it is not registered.</summary>
    internal IContainerImage? Find(string completeName) => _images.GetValueOrDefault(completeName);
}
