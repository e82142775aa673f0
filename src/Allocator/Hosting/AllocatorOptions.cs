namespace Allocator;

/// <summary>Which cluster, which namespace, and what all services share. The configuration section is <c>Allocator</c>.</summary>
public sealed class AllocatorOptions
{
    /// <summary>The configuration section that <c>AddAllocator(configuration)</c> reads where no other is given.</summary>
    public const string SectionName = "Allocator";

    /// <summary>The kubeconfig's path.</summary>
    /// <value>null: as kubectl finds it (<c>KUBECONFIG</c>, <c>~/.kube/config</c>, the pod's service account).</value>
    public string? Kubeconfig { get; set; }

    /// <summary>The kubeconfig's context.</summary>
    /// <value>null: its current context.</value>
    public string? Context { get; set; }

    /// <summary>The namespace that instances live in. One of their own is advised.</summary>
    /// <value>null: the context's namespace, or <c>default</c>.</value>
    public string? Namespace { get; set; }

    /// <summary>A connection made in code, instead of <see cref="Kubeconfig"/> and <see cref="Context"/>.</summary>
    public ClusterConnection? Connection { get; set; }

    /// <summary>What the template's <c>.MountName</c> begins with.</summary>
    /// <value>null: <c>&lt;namespace&gt;/sb</c>.</value>
    public string? MountRoot { get; set; }

    /// <summary>
    /// Patterns of the administrators' blessing names. They see, suspend and destroy everybody's instances, and come first in every access list. A name means itself and what extends it by
    /// <c>:</c>; <c>*</c> stands for any characters but <c>:</c>, as in <c>*@example.com</c>; <c>group:ops</c> means a group; <c>:$</c> at the end excludes extensions; <c>...</c> means everybody.
    /// </summary>
    public IList<string> Administrators { get; set; } = [];

    /// <summary>What precedes a caller's name in its blessing name, for example <c>dev.v.io:u</c> for <c>dev.v.io:u:alice@example.com</c>, the original's form.</summary>
    /// <value>null: the blessing name is the name. An identity provider that gives blessing names of its own is not changed.</value>
    public string? BlessingPrefix { get; set; }

    /// <summary>The caller's name, for a process that acts for one person or team.</summary>
    /// <value>null: as the environment tells (the CI project and user, or <c>user@host</c>).</value>
    public string? Identity { get; set; }

    /// <summary>How many instances this process creates at once, all services together; further ones wait, with their places taken.</summary>
    /// <value>null: no limit.</value>
    public int? MaxConcurrentCreates { get; set; }
}
