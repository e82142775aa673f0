using System.Text;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>What tests do in their namespace.</summary>
internal static class NamespaceActions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    extension(ContractNamespace ns)
    {
        public Task<ApiAnswer> PostAsync(JsonObject @object)
        {
            var resource = $"{@object.Text("kind").ToLowerInvariant()}s";
            var version = @object.Text("apiVersion");
            return ns.Api.PostAsync(ns.Path(version == "v1" ? resource : $"{version}/{resource}"), @object);
        }

        public async Task<JsonObject> CreateAsync(JsonObject @object) => (await ns.PostAsync(@object)).Expect(201).Json;

        public async Task<JsonObject> GetAsync(string resource, string name) => (await ns.Api.GetAsync(ns.Path(resource, name))).Expect(200).Json;

        public async Task<JsonObject> MergePatchAsync(string resource, string name, string patch) =>
            (await ns.Api.MergePatchAsync(ns.Path(resource, name), JsonNode.Parse(patch)!)).Expect(200).Json;

        public async Task<JsonObject> RemoveAsync(string resource, string name, string options = "{}") =>
            (await ns.Api.DeleteAsync(ns.Path(resource, name), JsonNode.Parse(options))).Expect(200).Json;

        public async Task<JsonObject> UntilAsync(string resource, string name, Func<JsonObject, bool> condition) =>
            (await ns.Api.UntilAsync(ns.Path(resource, name), answer => answer.Code == 200 && condition(answer.Json))).Json;

        public Task UntilGoneAsync(string resource, string name) => ns.Api.UntilAsync(ns.Path(resource, name), answer => answer.Code == 404);

        public Task<JsonObject> UntilPodAsync(string name, Func<JsonObject, bool> condition) => ns.UntilAsync("pods", name, condition);

        public Task<JsonObject> UntilPhaseAsync(string name, string phase) => ns.UntilPodAsync(name, pod => pod.Text("status.phase") == phase);

        public Task<JsonObject> UntilReadyAsync(string name) => ns.UntilPodAsync(name, pod => pod.Condition("Ready").Status == "True");

        /// <summary>The pods of a workload, once a condition holds for them.</summary>
        public async Task<IReadOnlyList<JsonNode>> UntilPodsAsync(string app, Func<IReadOnlyList<JsonNode>, bool> condition) =>
            (await ns.Api.UntilAsync(ns.Path($"pods?labelSelector=app={app}"), answer => condition(answer.Items))).Items;

        /// <summary>Creates a pod and waits for its end.</summary>
        public async Task<JsonObject> RunAsync(JsonObject pod)
        {
            await ns.CreateAsync(pod);
            return await ns.UntilPodAsync(pod.Name(), now => now.Text("status.phase") is "Succeeded" or "Failed");
        }

        /// <summary>Creates a pod, waits until it has succeeded, and reads what it wrote.</summary>
        public async Task<string> OutputAsync(JsonObject pod)
        {
            var ended = await ns.RunAsync(pod);
            var output = await ns.LogAsync(pod.Name());
            Assert.True(ended.Text("status.phase") == "Succeeded", output + ended.ToJsonString());
            return output;
        }

        public async Task<string> LogAsync(string pod, PodLogOptions? options = null)
        {
            using var reader = new StreamReader(await ns.Client.ReadLogsAsync(ns.Name, pod, options, Token), Encoding.UTF8);
            return await reader.ReadToEndAsync(Token);
        }

        public Task<ExecResult> ExecAsync(string pod, string script) =>
            ns.Client.ExecAsync(ns.Name, pod, ["sh", "-c", script], cancellationToken: Token);

        /// <summary>An event about an object, once there is one whose message has that text in it.</summary>
        public Task<JsonNode> UntilEventAsync(string uid, string reason, string message = "") =>
            ns.UntilEventAsync(uid, reason, item => item.Text("message").Contains(message, StringComparison.Ordinal));

        /// <summary>An event about an object, once there is one for which the condition holds.</summary>
        public async Task<JsonNode> UntilEventAsync(string uid, string reason, Func<JsonNode, bool> condition)
        {
            var path = ns.Path($"events?fieldSelector=involvedObject.uid={uid},reason={reason}");
            return (await ns.Api.UntilAsync(path, events => events.Items.Any(condition))).Items.First(condition);
        }

        /// <summary>Watches a pod from before it is created.</summary>
        /// <returns>Its states up to the one in which the condition holds.</returns>
        public async Task<IReadOnlyList<JsonNode>> WatchFromCreationAsync(JsonObject pod, Func<JsonNode, bool> last)
        {
            var version = (await ns.Api.GetAsync(ns.Path("pods"))).Metadata.Text("resourceVersion");
            await ns.CreateAsync(pod);
            var states = new List<JsonNode>();
            var path = ns.Path($"pods?watch=true&resourceVersion={version}&fieldSelector=metadata.name={pod.Name()}");
            await foreach (var change in ns.Api.WatchAsync(path))
            {
                states.Add(change["object"]!);
                if (last(states[^1]))
                    return states;
            }

            throw new InvalidOperationException($"The watch ended before the pod was what was expected: {states[^1]}");
        }
    }
}
