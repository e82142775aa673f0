using System.Text;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>What tests do in their namespace.</summary>
internal static class NamespaceActions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    extension(ContractNamespace ns)
    {
        public Task<ApiAnswer> PostAsync(JsonObject @object) => ns.Api.PostAsync(ns.Path(Resource(@object)), @object);

        public async Task<JsonObject> CreateAsync(JsonObject @object) => (await ns.PostAsync(@object)).Expect(201).Json;

        /// <summary>Creates an object that is refused at first.</summary>
        public async Task<JsonObject> UntilCreatedAsync(JsonObject @object) => (await ns.UntilAnswerAsync(@object, answer => answer.Code == 201)).Json;

        /// <summary>
        /// Creates an object until a quota refuses it with that message: a new one may let some pass before the API server knows of it, and refuses all
        /// until its use is known.
        /// </summary>
        public Task<ApiAnswer> UntilRefusedAsync(JsonObject @object, string message) => ns.UntilAnswerAsync(
            @object, answer => answer.Code == 403 && answer.Message.EndsWith(message, StringComparison.Ordinal));

        public async Task<JsonObject> GetAsync(string resource, string name) => (await ns.Api.GetAsync(ns.Path(resource, name))).Expect(200).Json;

        public async Task<JsonObject> MergePatchAsync(string resource, string name, string patch) =>
            (await ns.Api.MergePatchAsync(ns.Path(resource, name), JsonNode.Parse(patch)!)).Expect(200).Json;

        public async Task<JsonObject> DeleteAsync(string resource, string name, string options = "{}") =>
            (await ns.Api.DeleteAsync(ns.Path(resource, name), JsonNode.Parse(options))).Expect(200).Json;

        public async Task<JsonObject> UntilAsync(string resource, string name, Func<JsonObject, bool> condition) =>
            (await ns.Api.UntilAsync(ns.Path(resource, name), answer => answer.Code == 200 && condition(answer.Json))).Json;

        /// <summary>Creates an object, and deletes it again, until the answer is what is waited for.</summary>
        private Task<ApiAnswer> UntilAnswerAsync(JsonObject @object, Func<ApiAnswer, bool> condition) => RawApi.UntilAsync(
            $"POST {@object.Name()}",
            async () =>
            {
                var answer = await ns.PostAsync(@object);
                if (answer.Code == 201 && !condition(answer))
                    await ns.Api.DeleteAsync(ns.Path(Resource(@object), @object.Name()));
                return answer;
            },
            condition);

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

        /// <summary>Waits until the log is that text: a container is ready as soon as it runs, and what it writes comes to its log a little later.</summary>
        public Task UntilLoggedAsync(string pod, string text) => ns.Api.UntilAsync(ns.Path("pods", $"{pod}/log"), answer => answer.Text == text);

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

        /// <summary>Creates an object and watches it from then on, so that no state is missed however short it is.</summary>
        /// <returns>Its states up to the one in which the condition holds.</returns>
        public async Task<IReadOnlyList<JsonNode>> WatchFromCreationAsync(JsonObject @object, Func<JsonNode, bool> last)
        {
            var created = await ns.CreateAsync(@object);
            var states = new List<JsonNode> { created };
            var path = ns.Path(
                $"{Resource(@object)}?watch=true&resourceVersion={created.Text("metadata.resourceVersion")}&fieldSelector=metadata.name={@object.Name()}");
            await foreach (var change in ns.Api.WatchAsync(path))
            {
                states.Add(change["object"]!);
                if (last(states[^1]))
                    return states;
            }

            throw new InvalidOperationException($"The watch ended before the object was what was expected: {states[^1]}");
        }
    }

    private static string Resource(JsonObject @object)
    {
        var resource = $"{@object.Text("kind").ToLowerInvariant()}s";
        var version = @object.Text("apiVersion");
        return version == "v1" ? resource : $"{version}/{resource}";
    }
}
