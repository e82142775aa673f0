using System.Text;

namespace Allocator.Embedded;

/// <summary>What a container leaves behind to say why it ended.</summary>
internal static class TerminationMessage
{
    private const int LongestMessage = 4096;
    private const int LongestTail = 2048;
    private const int TailLines = 80;

    /// <param name="setup">What the container was started with.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="log">Its log.</param>
    public static string Read(ContainerSetup setup, ContainerEnd end, ContainerLog log)
    {
        var text = ReadStart(setup.TerminationMessageFile);
        if (text.Length == 0 && setup.TerminationMessageFallsBackToLog && !end.IsSuccess)
            text = log.Tail(TailLines, LongestTail);
        return Encoding.UTF8.GetString(text);
    }

    private static byte[] ReadStart(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var buffer = new byte[LongestMessage];
            return buffer[..stream.ReadAtLeast(buffer, LongestMessage, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
