namespace Allocator.Embedded;

/// <summary>What controllers ask about a Job.</summary>
internal static class JobFacts
{
    /// <summary>When it completed or failed; null if it has not.</summary>
    public static DateTimeOffset? FinishedAt(this StoredObject job)
    {
        foreach (var condition in job.Json.Member("status", "conditions").Elements())
        {
            if (condition.Text("type") is "Complete" or "Failed" && condition.Text("status") == "True")
                return Timestamp.Parse(condition.Text("lastTransitionTime"));
        }

        return null;
    }
}
