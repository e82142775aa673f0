namespace Allocator.EngineContract;

/// <summary>Handlebars keeps the contract.</summary>
public sealed class HandlebarsTests() : DialectTests(new HandlebarsDialect());
