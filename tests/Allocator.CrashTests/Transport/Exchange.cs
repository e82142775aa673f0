using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Allocator.Crashes;

/// <summary>One request and its answer. Who aborts it breaks it off for both, as a connection that breaks.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The token is used as long as anybody reads or writes; there is no timer.")]
internal sealed class Exchange : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly TaskCompletionSource<HttpResponseMessage> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _aborted = new();

    public Exchange()
    {
        Writer = new AnsweringWriter(this, _pipe.Writer);
        Stream = Writer.AsStream();
        RequestAborted = _aborted.Token;
    }

    public int StatusCode { get; set; } = 200;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get => Stream; set => throw new NotSupportedException(); }

    public bool HasStarted { get; private set; }

    public Stream Stream { get; }

    public PipeWriter Writer { get; }

    public CancellationToken RequestAborted { get; set; }

    public async Task<HttpResponseMessage> RunAsync(RequestDelegate server, IHttpRequestFeature request, CancellationToken cancellationToken)
    {
        var features = new FeatureCollection();
        features.Set(request);
        features.Set<IHttpResponseFeature>(this);
        features.Set<IHttpResponseBodyFeature>(this);
        features.Set<IHttpRequestLifetimeFeature>(this);
        using var cancelled = cancellationToken.Register(() =>
        {
            _answer.TrySetCanceled(cancellationToken);
            Leave();
        });
        _ = HandleAsync(server, new DefaultHttpContext(features));
        return await _answer.Task;
    }

    public void OnStarting(Func<object, Task> callback, object state) => throw new NotSupportedException();

    public void OnCompleted(Func<object, Task> callback, object state) => throw new NotSupportedException();

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        Start();
        return Task.CompletedTask;
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task CompleteAsync()
    {
        Start();
        _pipe.Writer.Complete();
        return Task.CompletedTask;
    }

    public void Abort()
    {
        _answer.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "The stream was reset."));
        _pipe.Writer.Complete(new IOException("The stream was reset."));
        Leave();
    }

    public void Start()
    {
        if (HasStarted)
            return;
        HasStarted = true;
        var content = new StreamContent(new AnswerStream(_pipe.Reader.AsStream(), Leave));
        var response = new HttpResponseMessage((HttpStatusCode)StatusCode) { Content = content };
        foreach (var (name, values) in Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        _answer.TrySetResult(response);
    }

    private async Task HandleAsync(RequestDelegate server, HttpContext context)
    {
        try
        {
            await server(context);
            if (!_aborted.IsCancellationRequested)
                await CompleteAsync();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _answer.TrySetException(failure);
            _pipe.Writer.Complete(failure);
        }
    }

    /// <summary>The client is no more interested. Elsewhere: what the server does then is none of the client's business.</summary>
    private void Leave() => _ = _aborted.CancelAsync();
}
