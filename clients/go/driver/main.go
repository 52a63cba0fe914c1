// Driver lets the shared behaviour suite drive the Go client: one JSON request a line, one answer a line.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"sync"
	"time"

	signalbox "signalbox.dev/client/go"
)

type options struct {
	URL, Program, Environment, Token, Legacy, CacheFile, ForceFile, Instance string
	PublicKeys                                                               []string
	StaleAfterSeconds, ReceiptSeconds, ReconnectSeconds                      float64
	SilentSeconds, TimeoutSeconds                                            float64
	PollSeconds                                                              [2]float64
}

type question struct {
	Route, Worker, Method, Path, Host string
	Context                           signalbox.Context
}

type command struct {
	ID          int
	Do          string
	Options     options
	Request     question
	Requests    []question
	Snapshots   []any
	LocalForce  bool
	Seconds     float64
	Worker      string
	Owner       string
	StopSeconds float64
	Count       int
}

type workerEvent struct {
	Event string `json:"event"`
	Fence int64  `json:"fence"`
}

type driver struct {
	client *signalbox.Client
	mutex  sync.Mutex
	events []workerEvent
}

func seconds(count float64) time.Duration { return time.Duration(count * float64(time.Second)) }

func (driver *driver) note(event workerEvent) {
	driver.mutex.Lock()
	defer driver.mutex.Unlock()
	driver.events = append(driver.events, event)
}

func (driver *driver) start(from options) (any, error) {
	client, err := signalbox.New(signalbox.Options{
		URL: from.URL, Program: from.Program, Environment: from.Environment, Token: from.Token,
		Legacy: from.Legacy, CacheFile: from.CacheFile, ForceFile: from.ForceFile, Instance: from.Instance,
		PublicKeys: from.PublicKeys, StaleAfter: seconds(from.StaleAfterSeconds),
		PollMin: seconds(from.PollSeconds[0]), PollMax: seconds(from.PollSeconds[1]),
		ReceiptEvery: seconds(from.ReceiptSeconds), ReconnectWithin: seconds(from.ReconnectSeconds),
		SilentAfter: seconds(from.SilentSeconds), Timeout: seconds(from.TimeoutSeconds),
		Log: func(message string) { fmt.Fprintln(os.Stderr, message) },
	})
	if err != nil {
		return nil, err
	}
	driver.client = client
	client.Start()
	return true, nil
}

func (driver *driver) supervise(asked command) (any, error) {
	return true, driver.client.Supervise(signalbox.Worker{
		Name: asked.Worker, Owner: asked.Owner, StopWithin: seconds(asked.StopSeconds),
		Start: func(lease signalbox.Lease) error {
			driver.note(workerEvent{"start", lease.Fence})
			return nil
		},
		Stop: func() error {
			driver.note(workerEvent{"stop", 0})
			return nil
		},
	})
}

// What no client can do without: a look-up, a hash, a comparison.
func baseline(asked command) float64 {
	type rule struct {
		salt    string
		percent uint32
	}
	rules := map[string]rule{}
	for _, one := range asked.Requests {
		rules[one.Route] = rule{"bench", 1000}
	}
	met := 0
	began := time.Now()
	for at := 0; at < asked.Count; at++ {
		one := &asked.Requests[at%len(asked.Requests)]
		found := rules[one.Route]
		user, _ := one.Context["user"].(string)
		hash := fnv.New32a()
		hash.Write([]byte(found.salt + ":" + user))
		if hash.Sum32()%10_000 < found.percent {
			met++
		}
	}
	return float64(time.Since(began).Nanoseconds()) / float64(asked.Count)
}

func (driver *driver) answer(asked command) (any, error) {
	client := driver.client
	switch asked.Do {
	case "resolve":
		answers := make([][]signalbox.Decision, len(asked.Snapshots))
		for at, snapshot := range asked.Snapshots {
			index := signalbox.NewIndex(snapshot, "legacy")
			for _, request := range asked.Requests {
				answers[at] = append(answers[at], index.Resolve(signalbox.Request(request), asked.LocalForce))
			}
		}
		return answers, nil
	case "baseline":
		return baseline(asked), nil
	case "start":
		return driver.start(asked.Options)
	}
	if client == nil {
		return nil, errors.New("nothing was started")
	}
	switch asked.Do {
	case "measure":
		began := time.Now()
		for at := 0; at < asked.Count; at++ {
			client.Decide(signalbox.Request(asked.Requests[at%len(asked.Requests)]))
		}
		return float64(time.Since(began).Nanoseconds()) / float64(asked.Count), nil
	case "wait":
		return client.Wait(seconds(asked.Seconds)), nil
	case "decide":
		return client.Decide(signalbox.Request(asked.Request)), nil
	case "status":
		return client.Status(), nil
	case "metrics":
		return client.Metrics(), nil
	case "observed":
		client.Observed(asked.Owner, "", uint64(asked.Count))
		return true, nil
	case "queue":
		client.ReportQueue(asked.Worker, asked.Count, -1)
		return true, nil
	case "supervise":
		return driver.supervise(asked)
	case "events":
		driver.mutex.Lock()
		defer driver.mutex.Unlock()
		return append([]workerEvent{}, driver.events...), nil
	case "close":
		client.Close()
		return true, nil
	}
	return nil, errors.New("no such request: " + asked.Do)
}

func main() {
	driver := &driver{}
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked command
		if err := json.Unmarshal(line, &asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		answer, err := driver.answer(asked)
		if err != nil {
			_ = answers.Encode(map[string]any{"id": asked.ID, "error": err.Error()})
			continue
		}
		_ = answers.Encode(map[string]any{"id": asked.ID, "answer": answer})
	}
}
