// Command render measures Go's text/template: it reads cases as JSON and writes what rendering each of them costs.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"text/template"
	"time"
)

const (
	warmUp = 100 * time.Millisecond
	round  = 500 * time.Millisecond
)

type renderCase struct {
	Template string
	Data     map[string]any
}

type rendering struct {
	Nanoseconds float64
	Bytes       float64
	Output      string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var cases []renderCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		return err
	}
	results := make([]rendering, 0, len(cases))
	for _, c := range cases {
		t, err := template.New("t").Option("missingkey=error").Parse(c.Template)
		if err != nil {
			return err
		}
		result, err := measure(t, c.Data)
		if err != nil {
			return err
		}
		results = append(results, result)
	}
	return json.NewEncoder(os.Stdout).Encode(results)
}

func measure(t *template.Template, data any) (rendering, error) {
	turns := 0
	for start := time.Now(); time.Since(start) < warmUp; turns++ {
		if _, err := render(t, data); err != nil {
			return rendering{}, err
		}
	}
	turns *= int(round / warmUp)

	var output string
	var err error
	allocated, start := allocatedBytes(), processorTime()
	for turn := 0; turn < turns; turn++ {
		if output, err = render(t, data); err != nil {
			return rendering{}, err
		}
	}
	elapsed := processorTime() - start
	return rendering{
		Nanoseconds: float64(elapsed.Nanoseconds()) / float64(turns),
		Bytes:       float64(allocatedBytes()-allocated) / float64(turns),
		Output:      output,
	}, nil
}

func render(t *template.Template, data any) (string, error) {
	var text strings.Builder
	err := t.Execute(&text, data)
	return text.String(), err
}

func allocatedBytes() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

// processorTime is that of the whole process, garbage collection included.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
