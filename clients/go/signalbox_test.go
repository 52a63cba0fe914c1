package signalbox

import (
	"encoding/json"
	"os"
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
