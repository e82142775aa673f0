using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// Waits until a new cluster can run pods: a node is Ready, and the namespace <c>default</c> has its service account, without which every pod is
/// refused.
/// </summary>
internal static class ClusterReadiness
{
    private static readonly ResourceKind s_node = new("", "v1", "Node", "nodes", Namespaced: false);
    private static readonly ResourceKind s_serviceAccount = new("", "v1", "ServiceAccount", "serviceaccounts", Namespaced: true);

    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    /// <exception cref="AllocatorException">It took too long. The message says what was waited for, and what was seen last.</exception>
    public static async Task WaitAsync(ClusterClient client, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await UntilAnyAsync(s_node, "", IsReady, "a node that is Ready").ConfigureAwait(false);
        await UntilAnyAsync(s_serviceAccount, "default", IsDefault, "the service account 'default' of the namespace 'default'").ConfigureAwait(false);

        async Task UntilAnyAsync(ResourceKind kind, string @namespace, Func<JsonObject, bool> condition, string what)
        {
            var watch = new ResourceWatch(client, kind, @namespace);
            await using var _ = watch.ConfigureAwait(false);
            try
            {
                await UntilAsync(watch, condition, either.Token).ConfigureAwait(false);
            }
            catch (KubernetesException e) when (ClusterUnavailableException.Explain(e, client.Connection) is { } explained)
            {
                throw explained;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new AllocatorException(
                    $"The cluster {client.Connection} did not have {what} within {timeout.TotalSeconds:0.#} s; {LastSeen(watch)}.");
            }
        }
    }

    private static async Task UntilAsync(ResourceWatch watch, Func<JsonObject, bool> condition, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = watch.Subscribe(change =>
        {
            if (change.Change != ResourceChange.Deleted && condition(change.Item))
                found.TrySetResult();
        });
        watch.Start();
        await watch.Synced.WaitAsync(cancellationToken).ConfigureAwait(false);
        await found.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool IsReady(JsonObject node) => Text(ReadyCondition(node), "status") == "True";

    private static bool IsDefault(JsonObject account) => Name(account) == "default";

    private static string LastSeen(ResourceWatch watch)
    {
        var seen = watch.Items.Select(Describe).ToList();
        var what = !watch.Synced.IsCompletedSuccessfully ? $"it has not listed its {watch.Kind.Plural} yet"
            : seen.Count == 0 ? $"it has no {watch.Kind.Plural}"
            : $"last seen: {string.Join(", ", seen)}";
        return watch.LastError is { } error ? $"{what} ({error.Message})" : what;
    }

    private static string Describe(JsonObject item) => ReadyCondition(item) is { } ready
        ? $"{Name(item)} with Ready={Text(ready, "status")} ({Text(ready, "reason")}: {Text(ready, "message")})"
        : Name(item);

    private static JsonNode? ReadyCondition(JsonObject item) =>
        (item["status"]?["conditions"] as JsonArray)?.FirstOrDefault(condition => Text(condition, "type") == "Ready");

    private static string Name(JsonObject item) => Text(item["metadata"], "name") ?? "";

    private static string? Text(JsonNode? node, string property) => node?[property]?.GetValue<string>();
}
