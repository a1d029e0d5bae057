// Answers line by line, as tests/real_systems/programs.py asks, with the `parse` of another file.
//
// The argument is the version to tell.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

type question struct {
	Text   string  `json:"text"`
	Zone   string  `json:"zone"`
	Starts []int64 `json:"starts"`
	Take   int     `json:"take"`
}

type reply map[string]interface{}

// next returns the run after a moment, or a zero time where the search gives up.
type next func(time.Time) time.Time

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

func answerTo(asked question) (answer reply) {
	find, err := parse(asked.Text)
	if err != nil {
		return reply{"taken": false, "failure": err.Error()}
	}
	zone, err := time.LoadLocation(asked.Zone)
	if err != nil {
		panic(err)
	}
	// A library that breaks when it looks for a run has taken the text.
	defer func() {
		if broken := recover(); broken != nil {
			answer = reply{"taken": true, "failure": fmt.Sprint(broken)}
		}
	}()
	runs := make([][]*int64, 0, len(asked.Starts))
	for _, start := range asked.Starts {
		runs = append(runs, walk(find, time.Unix(start, 0).In(zone), asked.Take))
	}
	return reply{"taken": true, "runs": runs}
}

// walk returns the next runs after a moment; nil at the end where the search gives up.
func walk(find next, moment time.Time, take int) []*int64 {
	var found []*int64
	for len(found) < take {
		moment = find(moment)
		if moment.IsZero() {
			return append(found, nil)
		}
		seconds := moment.Unix()
		found = append(found, &seconds)
	}
	return found
}
