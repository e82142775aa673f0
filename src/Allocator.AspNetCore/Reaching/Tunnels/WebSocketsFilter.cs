using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Allocator.Server;

/// <summary>Tunnels need the middleware of WebSockets; a host that has it already gets it twice without harm.</summary>
internal sealed class WebSocketsFilter : IStartupFilter
{
    /// <summary>Whatever stands between client and server must not take a silent tunnel for a dead one.</summary>
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(20);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = s_keepAlive, KeepAliveTimeout = s_keepAlive });
        next(app);
    };
}
