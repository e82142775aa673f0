using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Reads how a command ended from the last message of exec.</summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/cri/streaming/remotecommand/exec.go"/>.</remarks>
internal static class ExecStatus
{
    private const string ExitCodeReason = "ExitCode";

    /// <exception cref="KubernetesException">The command did not run to its exit.</exception>
    public static int ReadExitCode(ClusterRequest request, string json)
    {
        var answer = Parse(json) ?? throw new KubernetesException($"{request}: the command's status is not a Status object: {json}", null, null);
        if (answer.Text("status") == "Success")
            return 0;

        // The node leaves out that it is a Status.
        answer["kind"] = "Status";
        var status = StatusReader.Read(answer)!;
        var exitCode = status.Causes.FirstOrDefault(cause => cause.Reason == ExitCodeReason)?.Message;
        return int.TryParse(exitCode, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? code
            : throw ErrorAnswer.Of(request, status.Code == 0 ? status with { Code = (int)HttpStatusCode.InternalServerError } : status);
    }

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
