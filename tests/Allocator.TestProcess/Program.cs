using Allocator;

// What a test starts as a process of its own. The first argument says what it is.
return args[0] switch
{
    "contend" => await Contending.RunAsync(args[1..]),
    "fight" => await Fighting.RunAsync(args[1..]),
    _ => throw new ArgumentException($"Unknown role {args[0]}: it is contend or fight."),
};
