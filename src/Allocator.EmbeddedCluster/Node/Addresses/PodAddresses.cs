using System.Net;
using System.Net.Sockets;

namespace Allocator.Embedded;

/// <summary>
/// Loopback addresses for the pods of one cluster: a range 127.n.0.0/16 that no other cluster of this machine has, which the socket that listens at
/// 127.n.0.1:10250 stands for. Where a machine has no loopback address but 127.0.0.1 it is the address of all.
/// </summary>
internal sealed class PodAddresses : IDisposable
{
    public const int KubeletPort = 10250;
    private const int FirstRange = 16;
    private const int LastRange = 254;
    private const int FirstNumber = 256;
    private const int LastNumber = 65279;

    private readonly Lock _gate = new();
    private readonly Socket? _claim;
    private readonly int _range;
    private readonly HashSet<int> _used = [];
    private int _last = FirstNumber - 1;

    private PodAddresses(Socket? claim, int range) => (_claim, _range) = (claim, range);

    /// <summary>The addresses of Services, which no pod gets. Where there are none but 127.0.0.1, nobody can listen there.</summary>
    public IPNetwork ServiceRange => new(Address(65280), 24);

    public IPAddress HostAddress => _claim is null ? IPAddress.Loopback : Address(1);

    /// <exception cref="InvalidOperationException">All ranges are taken.</exception>
    public static PodAddresses Claim()
    {
        var count = LastRange - FirstRange + 1;
        var start = Random.Shared.Next(count);
        for (var i = 0; i < count; i++)
        {
            var range = FirstRange + ((start + i) % count);
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(new IPAddress([127, (byte)range, 0, 1]), KubeletPort));
                socket.Listen(1);
                return new(socket, range);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                if (e.SocketErrorCode == SocketError.AddressNotAvailable)
                    return new(null, LastRange);
            }
        }

        throw new InvalidOperationException(
            $"All {count} ranges of loopback addresses are taken: 127.{FirstRange}.0.1 to 127.{LastRange}.0.1, port {KubeletPort}.");
    }

    /// <summary>The next address that is free; those given back last are used last.</summary>
    /// <exception cref="InvalidOperationException">None is free.</exception>
    public IPAddress Take()
    {
        if (_claim is null)
            return IPAddress.Loopback;
        lock (_gate)
        {
            for (var tried = FirstNumber; tried <= LastNumber; tried++)
            {
                _last = _last == LastNumber ? FirstNumber : _last + 1;
                if (_last % 256 is not (0 or 255) && _used.Add(_last))
                    return Address(_last);
            }
        }

        throw new InvalidOperationException("All addresses for pods are taken.");
    }

    public void Return(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        lock (_gate)
            _used.Remove((bytes[2] * 256) + bytes[3]);
    }

    public void Dispose() => _claim?.Dispose();

    private IPAddress Address(int number) => new([127, (byte)_range, (byte)(number / 256), (byte)(number % 256)]);
}
