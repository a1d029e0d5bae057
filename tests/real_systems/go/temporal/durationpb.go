// Package durationpb has as much of protobuf as Temporal's calendar.go needs.
package durationpb

import "time"

// Duration is a message for a length of time.
type Duration struct{ Length time.Duration }

// New returns the message.
func New(length time.Duration) *Duration { return &Duration{length} }
