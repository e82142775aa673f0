using System.Security.Cryptography;
using System.Text;

namespace Allocator.Embedded;

/// <summary>Gets the image of a container, or says why there is none.</summary>
internal sealed class ImageSupply(EmbeddedImages images, TimeProvider time)
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(10);

    /// <param name="slot">The container.</param>
    /// <param name="tell">Tells an event of the container: whether it is a warning, its reason and its message.</param>
    public ImageAnswer Get(ContainerSlot slot, Action<bool, string, string> tell)
    {
        var image = slot.Spec.Image;
        if (!ImageName.TryComplete(image, out var name, out var problem))
        {
            var message = $"Failed to apply default image tag \"{image}\": couldn't parse image reference \"{image}\": {problem}";
            return Refuse(new("InvalidImageName", message), "InspectFailed", message, tell);
        }

        var policy = slot.Spec.Json.Text("imagePullPolicy");
        if (policy.Length == 0)
            policy = name.EndsWith(":latest", StringComparison.Ordinal) ? "Always" : "IfNotPresent";
        if (images.Find(name) is { } found)
        {
            slot.PullFailedAt = null;
            TellPulled(image, policy, tell);
            return new(found, name, null, null);
        }

        if (policy == "Never")
        {
            var message = $"Container image \"{image}\" is not present with pull policy of Never";
            return Refuse(new("ErrImageNeverPull", message), "ErrImageNeverPull", message, tell) with { RetryAt = time.GetUtcNow() + s_retry };
        }

        return Pull(slot, image, name, tell);
    }

    public static string IdOf(string name) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";

    private ImageAnswer Pull(ContainerSlot slot, string image, string name, Action<bool, string, string> tell)
    {
        var now = time.GetUtcNow();
        if (slot.PullFailedAt is { } failedAt && slot.PullBackOff.NextTry(failedAt) is { } next && next > now)
        {
            var message = $"Back-off pulling image \"{image}\"";
            tell(false, "BackOff", message);
            tell(true, "Failed", "Error: ImagePullBackOff");
            return new(null, name, new("ImagePullBackOff", message), next);
        }

        var registered = images.Names is { Count: > 0 } names ? string.Join(", ", names) : "none";
        var failure = $"rpc error: code = Unknown desc = failed to pull and unpack image \"{name}\": " +
            $"not registered in the embedded cluster; registered are: {registered}";
        slot.PullBackOff.Next(slot.PullFailedAt ?? now, now);
        slot.PullFailedAt = now;
        tell(false, "Pulling", $"Pulling image \"{image}\"");
        tell(true, "Failed", $"Failed to pull image \"{image}\": {failure}");
        tell(true, "Failed", "Error: ErrImagePull");
        // At once, where a real node looks again after a second: it then says that it waits.
        return new(null, name, new("ErrImagePull", failure), now);
    }

    private static void TellPulled(string image, string policy, Action<bool, string, string> tell)
    {
        if (policy != "Always")
        {
            tell(false, "Pulled", $"Container image \"{image}\" already present on machine");
            return;
        }

        tell(false, "Pulling", $"Pulling image \"{image}\"");
        tell(false, "Pulled", $"Successfully pulled image \"{image}\" in 0s");
    }

    private static ImageAnswer Refuse(WaitingState waiting, string reason, string message, Action<bool, string, string> tell)
    {
        tell(true, reason, message);
        tell(true, "Failed", $"Error: {waiting.Reason}");
        return new(null, "", waiting, null);
    }
}

/// <summary>An image, or why there is none.</summary>
/// <param name="Image">The image; null if there is none.</param>
/// <param name="Name">Its complete name.</param>
/// <param name="Waiting">Why the container waits.</param>
/// <param name="RetryAt">When to try again; null for when the pod has changed.</param>
internal sealed record ImageAnswer(IContainerImage? Image, string Name, WaitingState? Waiting, DateTimeOffset? RetryAt);
