return await Allocatord.Daemon.RunAsync(args);
