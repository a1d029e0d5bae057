// Answers for robfig/cron, line by line, as tests/real_systems/programs.py asks.
//
// The argument is the version to tell.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/robfig/cron"
)

type question struct {
	Text   string  `json:"text"`
	Zone   string  `json:"zone"`
	Starts []int64 `json:"starts"`
	Take   int     `json:"take"`
}

type reply map[string]interface{}

func main() {
	tell(reply{"version": os.Args[1]})
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		tell(answerTo(asked))
	}
}

func tell(answer reply) {
	line, err := json.Marshal(answer)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}

func answerTo(asked question) reply {
	schedule, err := cron.ParseStandard(asked.Text)
	if err != nil {
		return reply{"taken": false, "failure": err.Error()}
	}
	zone, err := time.LoadLocation(asked.Zone)
	if err != nil {
		panic(err)
	}
	runs := make([][]*int64, 0, len(asked.Starts))
	for _, start := range asked.Starts {
		runs = append(runs, walk(schedule, time.Unix(start, 0).In(zone), asked.Take))
	}
	return reply{"taken": true, "runs": runs}
}

// walk returns the next runs after a moment; nil at the end where the search gives up.
func walk(schedule cron.Schedule, moment time.Time, take int) []*int64 {
	var found []*int64
	for len(found) < take {
		moment = schedule.Next(moment)
		if moment.IsZero() {
			return append(found, nil)
		}
		seconds := moment.Unix()
		found = append(found, &seconds)
	}
	return found
}
