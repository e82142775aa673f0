namespace Allocator.EngineContract;

/// <summary>Liquid keeps the contract.</summary>
public sealed class LiquidTests() : DialectTests(new LiquidDialect());
