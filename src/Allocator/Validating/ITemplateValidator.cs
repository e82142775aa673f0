namespace Allocator;

/// <summary>Checks a service's template against the cluster without creating anything. Resolved by the service's name, like <see cref="IInstanceAllocator"/>.</summary>
public interface ITemplateValidator
{
    /// <summary>The service's name.</summary>
    string Service { get; }

    /// <summary>
    /// Renders the template, checks what it renders, and sends each object as a dry run: the API server checks it as if it were created. A field that was
    /// sent and did not come back is one that the server does not know.
    /// </summary>
    /// <param name="options">The parameters to render with; null for the service's own.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="TemplateException">The template, or what it renders, is not right.</exception>
    Task ValidateAsync(CreateOptions? options = null, CancellationToken cancellationToken = default);
}
