// Most tests wait most of the time, so there are more at once than a small machine has processors.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
