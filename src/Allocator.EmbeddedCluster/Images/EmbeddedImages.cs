using System.Collections.Concurrent;
using Allocator.Embedded;

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

    /// <summary>The image of a complete name; null if it is not registered.</summary>
    internal IContainerImage? Find(string completeName) => _images.GetValueOrDefault(completeName);
}
