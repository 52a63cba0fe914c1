package signalbox

import (
	"encoding/json"
	"os"
	"sync"
	"testing"
)

// The published cases, from the file that SIGNALBOX_VECTORS names or the one in this repository.
func TestConformance(t *testing.T) {
	path := os.Getenv("SIGNALBOX_VECTORS")
	if path == "" {
		path = "../../public/conformance/owner-resolution.json"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct {
		Buckets []struct {
			Salt, Key string
			Bucket    int
		}
		Cases []struct {
			Name     string
			Snapshot any
			Request  struct {
				Route, Worker, Method, Path, Host string
				Context                           Context
			}
			LocalForce bool
			Expected   struct{ Owner, DecidedBy string }
		}
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, one := range vectors.Buckets {
		if is := BucketOf(one.Salt, one.Key); is != one.Bucket {
			t.Errorf("bucket of %s:%s: %d, not %d", one.Salt, one.Key, is, one.Bucket)
		}
	}
	for _, one := range vectors.Cases {
		t.Run(one.Name, func(t *testing.T) {
			is := NewIndex(one.Snapshot, "legacy").Resolve(Request(one.Request), one.LocalForce)
			if is.Owner != one.Expected.Owner || is.DecidedBy != one.Expected.DecidedBy {
				t.Errorf("%s by %s, not %s by %s", is.Owner, is.DecidedBy, one.Expected.Owner, one.Expected.DecidedBy)
			}
			hasNone := is.DecidedBy == "force" || is.DecidedBy == "local-force" || is.DecidedBy == "fallback"
			if (is.Rule == nil) != hasNone {
				t.Errorf("its rule is %v", is.Rule)
			}
		})
	}
	t.Logf("%d conformance cases read", len(vectors.Buckets)+len(vectors.Cases))
}

// Many goroutines decide while versions come and receipts are made: no count is lost, nobody is told of
// an owner of another version.
func TestConcurrentUse(t *testing.T) {
	client, err := New(Options{URL: "http://127.0.0.1:9", Program: "quay", Environment: "staging", Token: "t", Legacy: "python"})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := func(version int) *held {
		owner := []string{"python", "go"}[version%2]
		value := members{
			"schema": "signalbox.snapshot/v1", "epoch": 1.0, "version": float64(version),
			"owners": members{"legacy": "python", "target": "go"}, "force": []any{},
			"default": members{"owner": owner}, "families": members{}, "capabilities": members{}, "workers": members{},
			"routes": []any{members{"id": "R1", "method": "GET", "host": nil, "pattern": "/{x:[a-z]+}", "capability": nil, "family": nil}},
		}
		return &held{value, "", newIndex(value, "python", client.index.Load(), nil), nil}
	}
	client.hold(snapshot(1), "stream")
	const each, goroutines = 5000, 8
	var deciding sync.WaitGroup
	for range [goroutines]struct{}{} {
		deciding.Add(1)
		go func() {
			defer deciding.Done()
			for at := 0; at < each; at++ {
				is := client.Decide(Request{Method: "GET", Path: "/a"})
				if is.Owner != []string{"python", "go"}[is.Version%2] {
					t.Errorf("%s in version %d", is.Owner, is.Version)
				}
			}
		}()
	}
	done := make(chan struct{})
	go func() { deciding.Wait(); close(done) }()
	counted := uint64(0)
	count := func() {
		for _, line := range client.nextReceiptBody(false).Decisions {
			counted += line.Count
		}
	}
	for version := 2; ; version++ {
		select {
		case <-done:
			count()
			if counted != each*goroutines {
				t.Errorf("%d decisions counted, not %d", counted, each*goroutines)
			}
			return
		default:
			client.hold(snapshot(version), "stream")
			client.Metrics()
			client.Status()
			count()
		}
	}
}
