// Package scheduler is Temporal's own calendar.go, put beside this file, which opens it.
package scheduler

import (
	"errors"
	"time"
)

// Read returns what finds the next time of a cron string, as Temporal's server does.
func Read(text string) (func(time.Time) time.Time, error) {
	calendar, interval, ownZone, err := parseCronString(text)
	if err != nil {
		return nil, err
	}
	if interval != nil || ownZone != "" {
		return nil, errors.New("not a plain cron string")
	}
	return func(moment time.Time) time.Time {
		return newCompiledCalendar(calendar, moment.Location()).next(moment)
	}, nil
}
