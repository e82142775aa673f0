using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>
/// Follows the image pulls of an instance's containers, because one look does not tell: a back-off does not say (before Kubernetes 1.31) what
/// went wrong, and whether a second attempt failed shows only in the order of the states.
/// </summary>
internal sealed class ImagePulls(ReadinessOptions options)
{
    private static readonly FrozenSet<string> Failures = FrozenSet.Create("ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed");
    private static readonly FrozenSet<string> Hopeless = FrozenSet.Create("InvalidImageName", "ErrImageNeverPull");
    private readonly Dictionary<string, Pull> _pulls = [];

    /// <summary>The problem that a waiting container has with its image; null if it has none.</summary>
    /// <param name="key">What identifies the container.</param>
    /// <param name="subject">The container, as messages name it.</param>
    /// <param name="image">The image.</param>
    /// <param name="waiting">The container's state.</param>
    public Problem? Observe(string key, string subject, string image, JsonObject waiting)
    {
        var reason = waiting.Text("reason") ?? "";
        var message = waiting.Text("message") ?? "";
        if (Hopeless.Contains(reason))
            return Failed(key, subject, image, waiting.Explanation(), TimeSpan.Zero);
        var pull = _pulls.GetValueOrDefault(key, new Pull(Attempts: 0, BackingOff: false, Error: ""));
        if (Failures.Contains(reason))
            pull = new Pull(pull.Attempts == 0 || pull.BackingOff ? pull.Attempts + 1 : pull.Attempts, BackingOff: false, $"{reason}: {message}");
        else if (reason == "ImagePullBackOff")
            pull = pull with { BackingOff = true, Error = ErrorInBackOff(message) ?? pull.Error };
        else
        {
            _pulls.Remove(key);
            return null;
        }
        _pulls[key] = pull;
        var error = pull.Error.Length > 0 ? pull.Error : waiting.Explanation();
        return Failed(key, subject, image, error, pull.MayRecover(image) ? options.TransientPullGrace : TimeSpan.Zero);
    }

    /// <summary>Takes what events say of a container's failed attempts: states may miss some.</summary>
    public void Learn(string key, FailedPull failed)
    {
        if (_pulls.TryGetValue(key, out var pull))
        {
            _pulls[key] = pull with
            {
                Attempts = int.Max(pull.Attempts, failed.Attempts),
                Error = pull.Error.Length == 0 ? failed.Error : pull.Error,
            };
        }
    }

    /// <summary>How often the states of a container have shown its pull failing or backing off; 0 if it does not or the failure is certain.</summary>
    public int Doubts(string key, string image) =>
        _pulls.TryGetValue(key, out var pull) && pull.MayRecover(image) ? pull.Attempts + (pull.BackingOff ? 2 : 1) : 0;

    private static Problem Failed(string key, string subject, string image, string error, TimeSpan grace) =>
        new($"image/{key}", InstanceFailureReason.ImagePull, $"{subject} cannot get its image '{image}': {error}", grace);

    private static string? ErrorInBackOff(string message) =>
        message.IndexOf("ErrImagePull: ", StringComparison.Ordinal) is >= 0 and var start ? message[start..] : null;

    private sealed record Pull(int Attempts, bool BackingOff, string Error)
    {
        // An error in the image's own name ("timeout-server") is none of the registry's.
        public bool MayRecover(string image) =>
            Attempts < 2 && (Error.Length == 0 || TransientErrors.IsTransient(Error.Replace(image, "", StringComparison.Ordinal)));
    }
}
