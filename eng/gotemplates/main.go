// Command gotemplates records what Go's text/template makes of each case of the corpus.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"text/template"
	"time"
)

// testCase is a line of a corpus file: the first three members are the input, the others what Go makes of it.
type testCase struct {
	ID       string          `json:"id"`
	Template string          `json:"template"`
	Data     json.RawMessage `json:"data"`
	Output   *string         `json:"output,omitempty"`
	Fails    string          `json:"fails,omitempty"` // "parse" or "exec"
	Error    string          `json:"error,omitempty"`
}

// functions are those beside Go's own.
var functions = template.FuncMap{}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gotemplates CORPUS_DIRECTORY")
		os.Exit(2)
	}
	if err := recordAll(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func recordAll(directory string) error {
	sets := map[string]json.RawMessage{}
	content, err := os.ReadFile(filepath.Join(directory, "data.json"))
	if err == nil {
		err = json.Unmarshal(content, &sets)
	}
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	files, err := filepath.Glob(filepath.Join(directory, "*.jsonl"))
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, file := range files {
		if err := recordFile(file, sets, seen); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	recorded, err := encode(map[string]any{"go": runtime.Version(), "cases": len(seen)})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(directory, "recorded.json"), recorded, 0o644)
}

func recordFile(file string, sets map[string]json.RawMessage, seen map[string]bool) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c testCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return err
		}
		if seen[c.ID] {
			return fmt.Errorf("two cases are called %s", c.ID)
		}
		seen[c.ID] = true
		if err := record(&c, sets); err != nil {
			return fmt.Errorf("%s: %w", c.ID, err)
		}
		line, err := encode(c)
		if err != nil {
			return err
		}
		out.Write(line)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}

// record runs a case. Data is an object, or the name of one in data.json.
func record(c *testCase, sets map[string]json.RawMessage) error {
	raw := c.Data
	var name string
	if json.Unmarshal(raw, &name) == nil {
		raw = sets[name]
	}
	data, err := decode(raw)
	if err != nil {
		return err
	}

	c.Output, c.Fails, c.Error = nil, "", ""
	t, err := template.New("t").Funcs(functions).Parse(c.Template)
	if err != nil {
		c.Fails, c.Error = "parse", err.Error()
		return nil
	}
	var out strings.Builder
	done := make(chan error, 1)
	go func() { done <- t.Execute(&out, data) }()
	select {
	case err = <-done:
	case <-time.After(10 * time.Second):
		return fmt.Errorf("does not end")
	}
	if err != nil {
		c.Fails, c.Error = "exec", err.Error()
		return nil
	}
	text := out.String()
	c.Output = &text
	return nil
}

// decode reads JSON so that a number without point and exponent that fits is an int and any other a float64.
func decode(raw json.RawMessage) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return normalize(value)
}

func normalize(value any) (any, error) {
	switch v := value.(type) {
	case json.Number:
		if !strings.ContainsAny(v.String(), ".eE") {
			if n, err := v.Int64(); err == nil {
				return int(n), nil
			}
		}
		return v.Float64()
	case []any:
		// A list's capacity shows in "slice": it is its length, not what the decoder happened to allocate.
		list := make([]any, len(v))
		for i, item := range v {
			n, err := normalize(item)
			if err != nil {
				return nil, err
			}
			list[i] = n
		}
		return list, nil
	case map[string]any:
		for key, item := range v {
			n, err := normalize(item)
			if err != nil {
				return nil, err
			}
			v[key] = n
		}
		return v, nil
	default:
		return value, nil
	}
}

func encode(value any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return out.Bytes(), err
}
