using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The order in which Go writes maps: by their keys.</summary>
internal static class MapOrder
{
    public static void Sort(JsonObject obj)
    {
        for (var i = 1; i < obj.Count; i++)
        {
            if (string.CompareOrdinal(obj.GetAt(i - 1).Key, obj.GetAt(i).Key) <= 0)
                continue;
            var members = obj.OrderBy(member => member.Key, StringComparer.Ordinal).ToList();
            obj.Clear();
            foreach (var (key, value) in members)
                obj.Add(key, value);
            return;
        }
    }

    /// <summary>Sorts what is within, too: objects of no Go type are maps all the way down.</summary>
    public static void SortAll(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject obj:
                Sort(obj);
                foreach (var (_, value) in obj)
                    SortAll(value);
                break;
            case JsonArray array:
                foreach (var item in array)
                    SortAll(item);
                break;
        }
    }
}
