namespace Allocator.Bench.Render;

/// <summary>The cost of rendering a template once.</summary>
/// <param name="Nanoseconds">The processor time of the whole process, garbage collection included; other load on the machine hardly changes it.</param>
/// <param name="Bytes">What is allocated, the output included.</param>
/// <param name="Output">The output.</param>
internal sealed record Rendering(double Nanoseconds, double Bytes, string Output);
