using Allocator.Tool;

return await CommandLine.RunAsync(args);
