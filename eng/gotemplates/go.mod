module allocator/eng/gotemplates

go 1.19
