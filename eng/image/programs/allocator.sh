# shellcheck shell=bash disable=SC2034
PROJECT=src/Allocator.Tool
EXECUTABLE=Allocator.Tool
