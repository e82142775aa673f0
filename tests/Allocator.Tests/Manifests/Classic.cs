namespace Allocator.Manifests;

/// <summary>The classic Deployment template, with its data filled in.</summary>
internal static class Classic
{
    /// <summary>As its documentation prints it: a comma is missing after the image.</summary>
    public const string AsPrinted = """
        {
          "apiVersion": "extensions/v1beta1",
          "kind": "Deployment",
          "metadata": {
            "name": "syncbased-0a1b2c3d",
            "annotations": {
              "v.io/creator-info": "{\"email\":\"a@example.com\"}"
            }
          },
          "spec": {
            "template": {
              "metadata": {
                "labels": {
                  "application": "syncbased-0a1b2c3d"
                }
              },
              "spec": {
                "containers": [
                  {
                    "name": "syncbased",
                    "image": "b.gcr.io/vanadium-docker-images/syncbased:latest"
                    "command": [
                      "syncbased",
                      "--name=dev/sb/syncbased-0a1b2c3d",
                      "--root-dir=/data/root",
                      "--v23.permissions.literal={\"Admin\":{\"In\":[\"a\"],\"NotIn\":null}}"
                    ],
                    "volumeMounts": [ { "name": "data-disk", "mountPath": "/data" } ]
                  }
                ],
                "volumes": [
                  { "name": "data-disk", "gcePersistentDisk": { "pdName": "syncbased-0a1b2c3d", "fsType": "ext4" } }
                ]
              }
            }
          }
        }

        """;

    /// <summary>With the comma.</summary>
    public static string Repaired => AsPrinted.Replace(":latest\"", ":latest\",", StringComparison.Ordinal);
}
