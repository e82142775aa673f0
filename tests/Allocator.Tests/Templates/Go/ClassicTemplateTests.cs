using System.Text.Json;
using System.Text.Json.Nodes;
using static Allocator.Tests.Templates.Go.Rendering;

namespace Allocator.Tests.Templates.Go;

public sealed class ClassicTemplateTests
{
    private const string Template = """
        {
          "apiVersion": "extensions/v1beta1",
          "kind": "Deployment",
          "metadata": {
            "name": "{{.Name}}",
            "annotations": {
              "v.io/creator-info": {{.CreatorInfo}}
            }
          },
          "spec": {
            "template": {
              "metadata": {
                "labels": {
                  "application": "{{.Name}}"
                }
              },
              "spec": {
                "containers": [
                  {
                    "name": "syncbased",
                    "image": "b.gcr.io/vanadium-docker-images/syncbased:latest",
                    "command": [
                      "syncbased",
                      "--name={{.MountName}}",
                      "--root-dir=/data/root",
                      "--v23.permissions.literal={\"Admin\":{{.AccessList}}}"
                    ],
                    "volumeMounts": [ { "name": "data-disk", "mountPath": "/data" } ]
                  }
                ],
                "volumes": [
                  { "name": "data-disk", "gcePersistentDisk": { "pdName": "{{.Name}}", "fsType": "ext4" } }
                ]
              }
            }
          }
        }
        """;

    [Fact]
    public void Classic_template_renders_with_the_values_as_they_were_encoded()
    {
        var creator = JsonSerializer.Serialize("{\"email\":\"o'brien@example.com\"}");
        var access = JsonSerializer.Serialize("{\"In\":[\"root:o\"]}")[1..^1];
        var rendered = Render(Template, ("Name", "syncbase-1a2b3c4d"), ("MountName", "test/sb/x"), ("CreatorInfo", creator), ("AccessList", access));

        var manifest = JsonNode.Parse(rendered)!;

        Assert.Equal("syncbase-1a2b3c4d", (string?)manifest["metadata"]!["name"]);
        Assert.Equal("{\"email\":\"o'brien@example.com\"}", (string?)manifest["metadata"]!["annotations"]!["v.io/creator-info"]);
        var command = manifest["spec"]!["template"]!["spec"]!["containers"]![0]!["command"]!;
        Assert.Equal("--name=test/sb/x", (string?)command[1]);
        Assert.Equal("--v23.permissions.literal={\"Admin\":{\"In\":[\"root:o\"]}}", (string?)command[3]);
    }
}
