namespace Allocator.GoTemplates;

/// <summary>A function or a limit says no. Whoever knows the place in the template makes a <see cref="TemplateException"/> of it.</summary>
internal sealed class RenderException(string message) : Exception(message);
