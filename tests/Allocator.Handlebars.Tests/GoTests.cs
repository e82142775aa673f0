namespace Allocator.EngineContract;

/// <summary>The built-in engine keeps the contract.</summary>
public sealed class GoTests() : DialectTests(new GoDialect());
