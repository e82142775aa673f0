using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator doctor</c>: whether Allocator can work here, and what to do if not.</summary>
internal static class DoctorCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var output = OutputOption.MakeForData();
        var command = new Command(
            "doctor",
            "Checks whether Allocator can work here: connection, rights, storage, limits, garbage collection and more; of a server, whether it works and accepts you. "
            + "Says what to do, and fails if something does not work.")
        {
            output,
        };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            var writer = new FindingWriter(given, given.GetValue(output));
            var worst = Severity.Ok;
            await foreach (var (check, finding) in backend.ExamineAsync(cancellationToken))
            {
                await writer.AddAsync(check, finding);
                worst = finding.Status > worst ? finding.Status : worst;
            }

            await writer.EndAsync();
            return worst == Severity.Failure ? ExitCodes.Failed : ExitCodes.Done;
        }));
        return command;
    }
}
