using System.Text;

namespace Allocator;

/// <summary>Reads what the containers of an instance wrote.</summary>
internal static class InstanceLogs
{
    public static async Task<string> ReadAsync(AllocatorSession session, InstancePods pods, PodLogOptions? options, CancellationToken cancellationToken)
    {
        if (options?.Follow == true)
            throw new ArgumentException($"Following never ends, so it cannot be read as a text: use {nameof(ClusterClient)}.{nameof(ClusterClient.ReadLogsAsync)}.", nameof(options));

        var containers =
            from pod in await pods.AllAsync(cancellationToken).ConfigureAwait(false)
            orderby pod.Name()
            from container in pod.Items("spec", "containers")
            let name = container.Text("name") ?? ""
            where options?.Container is null || options.Container == name
            select (Pod: pod.Name(), Container: name);
        var all = containers.ToList();
        var text = new StringBuilder();
        foreach (var (pod, container) in all)
        {
            if (all.Count > 1)
                text.Append("--- ").Append(pod).Append(' ').AppendLine(container);
            var log = await session.Client.ReadLogsAsync(session.Namespace, pod, (options ?? new PodLogOptions()) with { Container = container }, cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(log, Encoding.UTF8);
            text.Append(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
        }

        return text.ToString();
    }
}
