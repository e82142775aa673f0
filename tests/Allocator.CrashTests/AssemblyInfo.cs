// They share one thread.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
