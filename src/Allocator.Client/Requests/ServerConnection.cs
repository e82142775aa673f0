using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Client;

/// <summary>Sends requests, signed in, and tells by exceptions what went wrong.</summary>
internal sealed class ServerConnection : IDisposable
{
    /// <summary>The server sends something every 15 seconds while it works on a request with progress; else it is dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private readonly AllocatorClientOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public ServerConnection(AllocatorClientOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        Address = options.Server!.AbsoluteUri.EndsWith('/') ? options.Server : new Uri(options.Server.AbsoluteUri + "/");
        Handler = options.Handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(Handler, disposeHandler: options.Handler is null) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The server's address, with a slash at its end.</summary>
    public Uri Address { get; }

    public HttpMessageHandler Handler { get; }

    public SettingNames Names => _options.Names;

    /// <summary>Sends a request and reads the JSON of its answer; null where it has none.</summary>
    /// <exception cref="ServerFailure">It failed.</exception>
    public async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, _time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        return await GuardAsync(
            async () =>
            {
                using var request = Request(method, path, body);
                using var response = await SendAsync(request, bounded.Token).ConfigureAwait(false);
                var text = await response.Content.ReadAsStringAsync(bounded.Token).ConfigureAwait(false);
                return typeof(T) == typeof(string) ? (T)(object)text : text.Length == 0 ? default! : JsonSerializer.Deserialize<T>(text, WireJson.Options)!;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The request, not sent yet.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, object? body = null) => new(method, new Uri(Address, path))
    {
        Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: WireJson.Options),
    };

    /// <summary>Sends a request; the answer is a good one, and its body is still to be read.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in await SignInAsync(cancellationToken).ConfigureAwait(false))
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await FailureAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The headers that say who the caller is.</summary>
    public async ValueTask<IReadOnlyList<(string Name, string Value)>> SignInAsync(CancellationToken cancellationToken)
    {
        var headers = new List<(string Name, string Value)>();
        if (await TokenAsync(cancellationToken).ConfigureAwait(false) is { } token)
            headers.Add(("Authorization", $"Bearer {token}"));
        if (_options.DevelopmentUser is { } user)
            headers.Add(("X-Allocator-User", user));
        return headers;
    }

    /// <summary>What an answer that is no good one means.</summary>
    public async Task<ServerFailure> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var retryAfter = RetryAfter(response.Headers.RetryAfter);
        if (response.Content.Headers.ContentType?.MediaType == ServerProblem.MediaType
            && JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)) is JsonObject problem)
            return ServerProblem.Of(problem, this, retryAfter);
        return ServerProblem.OfStatus(response.StatusCode, response.RequestMessage?.RequestUri ?? Address, this, retryAfter);
    }

    /// <summary>Tells what keeps a request from its answer as a failure that may pass.</summary>
    /// <exception cref="ServerFailure">It failed.</exception>
    public async Task<T> GuardAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable("it did not answer in time", null);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw Unreachable(broken.Message, broken);
        }
        catch (JsonException wrong)
        {
            throw new ServerFailure(
                new AllocatorException($"The allocator server at {Address} sent what this client does not understand: {wrong.Message} Use the version that the server has.", wrong),
                isPassing: false);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>There was no answer, or only a part of one.</summary>
    public ServerFailure Unreachable(string why, Exception? cause) => new(
        new ClusterUnavailableException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The allocator server at {Address} cannot be reached: {why.TrimEnd('.')}. See whether it runs and whether {Names.Server} is its address."),
            cause),
        isPassing: true);

    private async ValueTask<string?> TokenAsync(CancellationToken cancellationToken)
    {
        if (_options.GetToken is { } get)
            return await get(cancellationToken).ConfigureAwait(false);
        if (_options.TokenFile is not { } file)
            return _options.Token;
        try
        {
            return (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var message = $"The token for {Address} cannot be read: {unreadable.Message} Set {Names.TokenFile} to a file that has it.";
            throw new ServerFailure(new ClusterUnavailableException(message, unreadable), isPassing: false);
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date - _time.GetUtcNow());
}
