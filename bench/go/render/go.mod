module allocator/bench/render

go 1.19
