//go:build helm

package main

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

// With the tag "helm" the recorder knows sprig's functions and those that Helm adds to them.
func init() {
	functions = sprig.TxtFuncMap()
	functions["toYaml"] = func(v any) string {
		data, err := yaml.Marshal(v)
		if err != nil {
			return ""
		}
		return strings.TrimSuffix(string(data), "\n")
	}
	functions["fromYaml"] = func(text string) (any, error) {
		var v any
		err := yaml.Unmarshal([]byte(text), &v)
		return v, err
	}
	functions["toJson"] = func(v any) (string, error) {
		data, err := json.Marshal(v)
		return string(data), err
	}
	functions["fromJson"] = func(text string) (any, error) {
		var v any
		err := json.Unmarshal([]byte(text), &v)
		return v, err
	}
	functions["required"] = func(message string, v any) (any, error) {
		if v == nil || v == "" {
			return nil, errors.New(message)
		}
		return v, nil
	}
}
