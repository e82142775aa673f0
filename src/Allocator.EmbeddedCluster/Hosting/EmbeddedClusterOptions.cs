using Allocator.Embedded;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Settings of an embedded cluster.</summary>
public sealed class EmbeddedClusterOptions
{
    /// <summary>The clock of everything that is timed: probes, back-offs, deadlines, watches, tokens, the API server's <c>Date</c>.</summary>
    /// <value>The system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where failures of the cluster itself are logged.</summary>
    /// <value>Null: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The namespace that the kubeconfig names. It is made at the start.</summary>
    /// <value><c>default</c></value>
    public string Namespace { get; set; } = "default";

    /// <summary>How many processors the node has. The requests of pods are counted against this, but nothing is enforced.</summary>
    /// <value>64</value>
    public int NodeProcessors { get; set; } = 64;

    /// <summary>How many bytes of memory the node has; counted like the processors.</summary>
    /// <value>256 GiB</value>
    public long NodeMemory { get; set; } = 256L << 30;

    /// <summary>How many pods the node takes.</summary>
    /// <value>10,000</value>
    public int NodePods { get; set; } = 10_000;

    /// <summary>How many bytes of the log of one run of a container are kept; the oldest lines go first.</summary>
    /// <value>1 MiB</value>
    public long LogCapacity { get; set; } = 1 << 20;

    /// <exception cref="ArgumentException">A setting is not possible.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentException.ThrowIfNullOrWhiteSpace(Namespace);
        if (MetadataChecks.DnsLabelProblem(Namespace) is { } problem)
            throw new ArgumentException($"\"{Namespace}\" cannot be a namespace: {problem}", nameof(Namespace));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(NodeProcessors);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(NodeMemory);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(NodePods);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LogCapacity);
    }
}
