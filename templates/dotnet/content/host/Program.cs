using Allocator;
using Template._1;

var builder = Host.CreateApplicationBuilder(args);

await using var cluster = builder.Configuration.GetValue<bool>("Embedded") ? await EmbeddedCluster.StartAsync() : null;
if (cluster is not null)
{
    cluster.Images.AddWebApplication(NotesImage.Name, NotesImage.Port, NotesImage.Configure);
    builder.Configuration["Allocator:Kubeconfig"] = cluster.Kubeconfig;
}

builder.Services.AddAllocator(builder.Configuration.GetSection("Allocator"));
builder.Services.AddHostedService<Worker>();

await builder.Build().RunAsync();
