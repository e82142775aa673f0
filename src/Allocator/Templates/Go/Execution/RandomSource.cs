using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Random characters that follow from a secret seed: each call reads its own stream of HMAC-SHA256 blocks.</summary>
internal sealed class RandomSource(string seed)
{
    private int _calls;

    public string Next(int length, string alphabet)
    {
        if (seed.Length == 0)
            throw new RenderException("random values need a seed, and this rendering has none");

        var call = _calls++;
        return string.Create(length, (Key: Encoding.UTF8.GetBytes(seed), Call: call, Alphabet: alphabet), static (characters, source) =>
        {
            // Bytes past the last whole multiple are skipped: they would favour the alphabet's first characters.
            var usable = 256 - (256 % source.Alphabet.Length);
            Span<byte> block = stackalloc byte[HMACSHA256.HashSizeInBytes];
            var filled = 0;
            for (var number = 0; filled < characters.Length; number++)
            {
                ReadBlock(source.Key, source.Call, number, block);
                foreach (var b in block)
                {
                    if (b < usable && filled < characters.Length)
                        characters[filled++] = source.Alphabet[b % source.Alphabet.Length];
                }
            }
        });
    }

    private static void ReadBlock(byte[] key, int call, int number, Span<byte> block)
    {
        Span<byte> message = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(message, call);
        BinaryPrimitives.WriteInt32BigEndian(message[sizeof(int)..], number);
        HMACSHA256.HashData(key, message, block);
    }
}
