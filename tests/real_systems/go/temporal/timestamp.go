// Package timestamp has as much of Temporal's times as its calendar.go needs.
package timestamp

import "time"

// ParseDuration reads a length of time.
func ParseDuration(text string) (time.Duration, error) { return time.ParseDuration(text) }
