// Package schedule has as much of Temporal's messages as its calendar.go needs.
package schedule

import "google.golang.org/protobuf/types/known/durationpb"

// Range is a part of a field.
type Range struct{ Start, End, Step int32 }

// GetStart returns the first value.
func (r *Range) GetStart() int32 { return r.Start }

// GetEnd returns the last value.
func (r *Range) GetEnd() int32 { return r.End }

// GetStep returns the distance of two values.
func (r *Range) GetStep() int32 { return r.Step }

// StructuredCalendarSpec is a cron string that was read.
type StructuredCalendarSpec struct {
	Second, Minute, Hour, DayOfMonth, Month, Year, DayOfWeek []*Range
	Comment                                                  string
}

// CalendarSpec is a cron string in its fields.
type CalendarSpec struct {
	Second, Minute, Hour, DayOfMonth, Month, Year, DayOfWeek string
	Comment                                                  string
}

// IntervalSpec is what @every stands for.
type IntervalSpec struct{ Interval, Phase *durationpb.Duration }
