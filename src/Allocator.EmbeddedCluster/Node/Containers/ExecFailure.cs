namespace Allocator.Embedded;

/// <summary>How a container engine says that a command cannot be started.</summary>
internal static class ExecFailure
{
    public static string Of(string id, ContainerStartException e)
    {
        var problem = e.Message.StartsWith("exec:", StringComparison.Ordinal) ? $"unable to start container process: {e.Message}" : e.Message;
        return $"failed to exec in container: failed to start exec \"{id}\": OCI runtime exec failed: exec failed: {problem}: unknown";
    }
}
