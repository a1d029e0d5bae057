// Measures robfig/cron, as benchmarks/process.py asks line by line.
//
// The argument is the version to tell. Batches are timed by Go's monotonic clock. Seconds since
// 1970 come in and go out; a zone of null is UTC.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"time"

	"github.com/robfig/cron"
)

// As in benchmarks/measure.py: a batch takes so many different items, unless that makes it so
// many times longer than asked.
const (
	leastItems = 40
	longest    = 6
)

type message struct {
	Do      string   `json:"do"`
	Case    int      `json:"case"`
	Job     string   `json:"job"`
	Texts   []string `json:"texts"`
	Zone    string   `json:"zone"`
	Starts  []int64  `json:"starts"`
	Checked int      `json:"checked"`
	Take    int      `json:"take"`
	Fires   int      `json:"fires"`
	Batch   int64    `json:"batch"`
	WarmUp  int64    `json:"warm_up"`
	Patient int64    `json:"patience"`
}

// measured is a case that has been prepared: its work, how often a batch does it, and how many
// fire times one call of it is.
type measured struct {
	work  func(int)
	calls int
	share int
}

type reply map[string]interface{}

var (
	prepared    = map[int]measured{}
	withSeconds = cron.NewParser(
		cron.Second | cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow,
	)
	// What is written here cannot be left out by the compiler.
	lastFire     time.Time
	lastSchedule cron.Schedule
)

func main() {
	tell(reply{"version": os.Args[1]})
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var asked message
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			tell(reply{"fails": err.Error()})
			continue
		}
		answer, err := answerTo(asked)
		if err != nil {
			answer = reply{"fails": err.Error()}
		}
		tell(answer)
	}
}

func tell(answer reply) {
	line, err := json.Marshal(answer)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}

func answerTo(asked message) (reply, error) {
	if asked.Do == "once" {
		ready := prepared[asked.Case]
		spent := timed(ready.work, ready.calls)
		return reply{"value": float64(spent) / float64(ready.calls) / float64(ready.share)}, nil
	}
	starts, err := moments(asked)
	if err != nil {
		return nil, err
	}
	answers, err := answers(asked, starts)
	if err != nil {
		return nil, err
	}
	work, share, err := workOf(asked, starts)
	if err != nil {
		return nil, err
	}
	calls := calibrated(work, asked.Batch, asked.WarmUp)
	prepared[asked.Case] = measured{work, calls, share}
	return reply{"answers": answers}, nil
}

func parse(text string) (cron.Schedule, error) {
	if strings.Count(text, " ") == 5 {
		return withSeconds.Parse(text)
	}
	return cron.ParseStandard(text)
}

func moments(asked message) ([]time.Time, error) {
	zone, err := time.LoadLocation(asked.Zone)
	if err != nil {
		return nil, err
	}
	made := make([]time.Time, len(asked.Starts))
	for i, seconds := range asked.Starts {
		made[i] = time.Unix(seconds, 0).In(zone)
	}
	return made, nil
}

func answers(asked message, starts []time.Time) ([]*int64, error) {
	var found []*int64
	begin := time.Now()
	for i := 0; i < asked.Checked; i++ {
		if i > 0 && time.Since(begin).Nanoseconds() > asked.Patient {
			break
		}
		schedule, err := parse(asked.Texts[i%len(asked.Texts)])
		if err != nil {
			return nil, err
		}
		fire := starts[i]
		for left := asked.Take; left > 0; left-- {
			if !fire.IsZero() {
				fire = schedule.Next(fire)
			}
			if fire.IsZero() {
				// It looks no further than five years ahead.
				found = append(found, nil)
				continue
			}
			seconds := fire.Unix()
			found = append(found, &seconds)
		}
	}
	return found, nil
}

func workOf(asked message, starts []time.Time) (func(int), int, error) {
	if asked.Job == "parse" {
		return func(i int) { lastSchedule, _ = parse(asked.Texts[i%len(asked.Texts)]) }, 1, nil
	}
	schedule, err := parse(asked.Texts[0])
	if err != nil {
		return nil, 0, err
	}
	if asked.Job == "iterate" {
		return func(i int) {
			fire := starts[i%len(starts)]
			for left := asked.Fires; left > 0; left-- {
				fire = schedule.Next(fire)
			}
			lastFire = fire
		}, asked.Fires, nil
	}
	return func(i int) { lastFire = schedule.Next(starts[i%len(starts)]) }, 1, nil
}

// timed returns the nanoseconds that so many calls take.
func timed(work func(int), calls int) int64 {
	start := time.Now()
	for i := 0; i < calls; i++ {
		work(i)
	}
	return time.Since(start).Nanoseconds()
}

// calibrated returns how many calls make a batch, having warmed up.
func calibrated(work func(int), batch, warmUp int64) int {
	// The least cost counts: one try may have been interrupted.
	var spent, cost int64 = 0, math.MaxInt64
	calls := 1
	for {
		lasted := timed(work, calls)
		spent += lasted
		cost = atLeast(atMost(cost, lasted/int64(calls)), 1)
		if spent >= warmUp {
			break
		}
		calls = int(atLeast(atMost(int64(calls)*2, batch/cost), 1))
	}
	items := atMost(leastItems, longest*batch/cost)
	return int(atLeast(atLeast(batch/cost, items), 1))
}

func atLeast(a, b int64) int64 {
	if a > b {
		return a
	}
	return b
}

func atMost(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
