using System.CommandLine;
using Allocator.Tool;

var cluster = new ClusterOptions();
var command = new RootCommand("Instances of services on Kubernetes, from templates, within limits.") { ReapCommand.Make(cluster) };
cluster.AddTo(command);

return await command.Parse(args).InvokeAsync();
