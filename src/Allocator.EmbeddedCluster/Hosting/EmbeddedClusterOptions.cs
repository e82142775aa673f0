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
}
