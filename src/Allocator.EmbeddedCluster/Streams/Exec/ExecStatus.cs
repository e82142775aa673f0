using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>How a command ended, in the kubelet's words.</summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/pkg/kubelet/cri/streaming/remotecommand/exec.go"/>.</remarks>
internal sealed class ExecStatus
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string? _message;
    private readonly JsonObject _status;

    private ExecStatus(string? message, JsonObject status) => (_message, _status) = (message, status);

    public static ExecStatus Success { get; } = new(null, new() { ["metadata"] = new JsonObject(), ["status"] = "Success" });

    public static ExecStatus Exited(IEnumerable<string> command, int exitCode)
    {
        if (exitCode == 0)
            return Success;
        var code = exitCode.ToString(CultureInfo.InvariantCulture);
        var message = $"command terminated with non-zero exit code: error executing command [{string.Join(' ', command)}], exit code {code}";
        var status = Failure(message, "NonZeroExitCode", new() { ["reason"] = "ExitCode", ["message"] = code });
        return new(message, status);
    }

    public static ExecStatus NotStarted(string problem)
    {
        var cause = $"error executing command in container: {problem}";
        var message = $"Internal error occurred: {cause}";
        var status = Failure(message, "InternalError", new() { ["message"] = cause });
        status["code"] = 500;
        return new(message, status);
    }

    /// <summary>The form of the protocol v4 and later.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(_status, s_options);

    /// <summary>The form of the protocols before v4: only why it failed; nothing for success.</summary>
    public byte[] ToText() => Encoding.UTF8.GetBytes(_message ?? "");

    private static JsonObject Failure(string message, string reason, JsonObject cause) => new()
    {
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["details"] = new JsonObject { ["causes"] = new JsonArray(cause) },
    };
}
