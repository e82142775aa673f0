using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Turns the metrics of an autoscaling/v2beta1 autoscaler into those of v2.</summary>
internal static class MetricLift
{
    public static void Lift(JsonObject spec)
    {
        foreach (var metric in spec.ObjectsAt("metrics"))
        {
            foreach (var source in metric.Select(static entry => entry.Value).OfType<JsonObject>())
                LiftSource(source);
        }
    }

    private static void LiftSource(JsonObject source)
    {
        source.Rename("target", "describedObject");
        var target = new JsonObject();
        Move(source, "targetAverageUtilization", target, "averageUtilization", "Utilization");
        Move(source, "targetAverageValue", target, "averageValue", "AverageValue");
        Move(source, "averageValue", target, "averageValue", "AverageValue");
        Move(source, "targetValue", target, "value", "Value");
        source["target"] = target;

        var metric = new JsonObject();
        Move(source, "metricName", metric, "name");
        Move(source, "metricSelector", metric, "selector");
        Move(source, "selector", metric, "selector");
        if (metric.Count > 0)
            source["metric"] = metric;
    }

    private static void Move(JsonObject from, string field, JsonObject to, string newField, string? type = null)
    {
        if (!from.Remove(field, out var value))
            return;
        to[newField] = value;
        if (type is not null)
            to["type"] = type;
    }
}
