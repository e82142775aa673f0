using System.Security.Cryptography;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>Bytes through a connection.</summary>
internal static class Traffic
{
    /// <summary>Writes random bytes to a side that echoes, and checks what comes back, both at once.</summary>
    public static async Task EchoAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var data = RandomNumberGenerator.GetBytes(length);
        var echoed = new byte[length];
        var writing = stream.WriteAsync(data, cancellationToken).AsTask();
        await stream.ReadExactlyAsync(echoed, cancellationToken);
        await writing;
        Assert.True(data.AsSpan().SequenceEqual(echoed), "What came back is not what was sent.");
    }
}
