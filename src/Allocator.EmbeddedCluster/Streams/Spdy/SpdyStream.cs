namespace Allocator.Embedded;

/// <summary>A stream that a client has opened on a SPDY connection.</summary>
internal sealed class SpdyStream(SpdyConnection connection, int id, IReadOnlyDictionary<string, string> headers) : PodChannel
{
    private const int EndedByClient = 1;
    private const int EndedByServer = 2;
    private const int BothEnded = EndedByClient | EndedByServer;
    private const int Broken = 4;

    private int _state;

    public int Id => id;

    /// <summary>What the client opened it with; names are in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>Whether the client has sent all that it will.</summary>
    internal bool ClientHasEnded => (Volatile.Read(ref _state) & (EndedByClient | Broken)) != 0;

    private bool IsBroken => (Volatile.Read(ref _state) & Broken) != 0;

    /// <summary>Answers the client, which sends nothing before.</summary>
    public ValueTask AcceptAsync() => connection.Writer.WriteReplyAsync(id);

    /// <summary>Breaks it off, in both directions.</summary>
    public async ValueTask ResetAsync(SpdyResetStatus status)
    {
        Add(Broken);
        await connection.Writer.WriteResetAsync(id, status).ConfigureAwait(false);
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (IsBroken)
            throw new IOException("The client has broken off the stream.");
        await connection.SendAsync(id, data, isLast: false, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask EndAsync()
    {
        try
        {
            if (!IsBroken)
                await connection.SendAsync(id, default, isLast: true, connection.Ended).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has left.
        }

        Add(EndedByServer);
    }

    /// <summary>The client has ended its side, or broken the stream off.</summary>
    internal ValueTask EndByClientAsync(bool reset)
    {
        Add(reset ? Broken : EndedByClient);
        return EndIncomingAsync(reset ? new IOException("The client has broken off the stream.") : null);
    }

    private void Add(int state)
    {
        state |= Interlocked.Or(ref _state, state);
        if ((state & Broken) != 0 || (state & BothEnded) == BothEnded)
            connection.Forget(id);
    }
}
