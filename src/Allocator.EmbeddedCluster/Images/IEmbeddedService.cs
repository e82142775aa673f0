namespace Allocator;

/// <summary>A service that brings its images to an embedded cluster. Fixtures that run on one ask the service for them, once per cluster.</summary>
public interface IEmbeddedService
{
    /// <summary>Registers the images that the service's template names.</summary>
    void AddImages(EmbeddedImages images);
}
