package main

import "github.com/robfig/cron"

// parse reads a text as Kubernetes does.
func parse(text string) (next, error) {
	schedule, err := cron.ParseStandard(text)
	if err != nil {
		return nil, err
	}
	return schedule.Next, nil
}
