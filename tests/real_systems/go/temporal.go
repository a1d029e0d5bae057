package main

import "go.temporal.io/server/service/worker/scheduler"

// parse reads a text as Temporal does; the zone is that of each moment.
func parse(text string) (next, error) {
	return scheduler.Read(text)
}
