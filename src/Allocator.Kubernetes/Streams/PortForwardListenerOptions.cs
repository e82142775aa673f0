namespace Allocator;

/// <summary>How a <see cref="PortForwardListener"/> behaves.</summary>
public sealed class PortForwardListenerOptions
{
    /// <summary>The local port.</summary>
    /// <value>0: the system chooses a free one.</value>
    public int Port { get; set; }

    /// <summary>
    /// How long the pod may be silent after the local side has ended its sending, before the connection is closed. Kubernetes cannot pass a
    /// half-close on, so the pod does not learn of the end before that.
    /// </summary>
    /// <value>5 seconds.</value>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Is told why a connection failed, on a thread of the pool; must not throw.</summary>
    public Action<Exception>? ConnectionFailed { get; set; }

    /// <summary>The clock of <see cref="Linger"/>.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
