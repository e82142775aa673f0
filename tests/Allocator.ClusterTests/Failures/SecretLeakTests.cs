namespace Allocator;

/// <summary>A secret's value is in no message and no log, whoever prints it.</summary>
public sealed class SecretLeakTests(ClusterFixture cluster)
{
    private const string Password = "correct-horse-battery";

    [ClusterFact]
    public async Task Create_container_that_prints_its_secret_and_crashes_hides_the_value()
    {
        await using var service = new FailingService(
            cluster,
            "leaky",
            $$$$"""
            apiVersion: v1
            kind: Secret
            metadata:
              name: {{ .Name }}-key
            stringData:
              password: {{{{Password}}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: {{ .Name }}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 0
              containers:
              - name: main
                image: {{{{Workloads.Image}}}}
                {{{{Workloads.NeverReady}}}}
                command: ["sh", "-c", "echo refused with password=$PASSWORD; echo $PASSWORD | tee /dev/termination-log; exit 1"]
                env:
                - name: PASSWORD
                  valueFrom: {secretKeyRef: {name: "{{ .Name }}-key", key: password}}
            """);

        var failure = await service.FailAsync<InstanceFailedException>();

        Assert.Equal(InstanceFailureReason.PodFailed, failure.Reason);
        Assert.Contains("| refused with password=***", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, service.Log.Text, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_secret_that_the_server_refuses_hides_the_value()
    {
        await using var service = new FailingService(
            cluster,
            "leaky-422",
            $$$$"""
            apiVersion: v1
            kind: Secret
            metadata:
              name: {{ .Name }}-key
            type: kubernetes.io/dockerconfigjson
            stringData:
              .dockerconfigjson: '{"auths": {{{{Password}}}}'
            """);

        var failure = await service.FailAsync<TemplateException>();

        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, service.Log.Text, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }
}
