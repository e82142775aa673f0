using Xunit.v3;

namespace Allocator;

/// <summary>Skips the test that it is thrown in; xUnit v3 knows it by the beginning of the message.</summary>
internal sealed class TestSkippedException(string reason) : Exception(DynamicSkipToken.Value + reason);
