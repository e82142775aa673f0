using System.Runtime.InteropServices;

namespace Allocator;

/// <summary>Bytes that look random and are the same for the same seed: xorshift64.</summary>
internal sealed class RandomBytes(ulong seed)
{
    // 0 would stay 0.
    private ulong _state = seed * 2 + 1;

    /// <summary>Fills a buffer, whose length is a multiple of 8, with the next bytes.</summary>
    public void Fill(Span<byte> buffer)
    {
        foreach (ref var word in MemoryMarshal.Cast<byte, ulong>(buffer))
        {
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            word = _state;
        }
    }
}
