# shellcheck shell=bash disable=SC2034
PROJECT=samples/Allocatord
EXECUTABLE=allocatord
PORT=8080
ENVIRONMENT='"ALLOCATOR_URLS=http://0.0.0.0:8080"'
