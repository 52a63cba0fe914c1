// Package signalbox decides in this process who owns a request or a worker.
//
// One file, standard library only, Go 1.19 or newer. It follows the plane's stream, falls back to
// polling, keeps the last good snapshot on disk, decides locally, reports receipts and runs workers
// under leases. Digest and Ed25519 signature of every snapshot are verified, against pinned keys or
// those that the plane publishes. Whatever is unknown, missing or malformed goes to the legacy owner
// (to the target where legacy is gone); a decision never fails.
//
//	client, err := signalbox.New(signalbox.Options{
//		URL: "http://127.0.0.1:3000", Program: "quay", Environment: "staging", Token: token,
//		Legacy: "python", CacheFile: "/var/lib/quay/switches.json",
//	})
//	client.Start()
//	defer client.Close()
//	decision := client.Decide(signalbox.Request{Method: "GET", Path: "/v2/acme/web/manifests/latest",
//		Context: signalbox.Context{"org": "acme"}})
package signalbox

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	mathrand "math/rand"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
)

const clientName = "signalbox-go/1"

// A refused snapshot, change or pattern; the text says why.
type refusal string

func (says refusal) Error() string { return string(says) }

type members = map[string]any

// --- Canonical JSON ------------------------------------------------------------------------------

// The UTF-16 code unit with which a character begins.
func firstUnit(r rune) rune {
	if r < 0x10000 {
		return r
	}
	return 0xd800 + (r-0x10000)>>10
}

func lessByUnits(one, other string) bool {
	a, b := []rune(one), []rune(other)
	for at := 0; at < len(a) && at < len(b); at++ {
		if a[at] == b[at] {
			continue
		}
		if firstUnit(a[at]) != firstUnit(b[at]) {
			return firstUnit(a[at]) < firstUnit(b[at])
		}
		return a[at] < b[at]
	}
	return len(a) < len(b)
}

func writeText(out *bytes.Buffer, text string) {
	const short = "\"\\\b\f\n\r\t"
	const letter = `"\bfnrt`
	out.WriteByte('"')
	for at := 0; at < len(text); at++ {
		character := text[at]
		if found := strings.IndexByte(short, character); found >= 0 {
			out.WriteByte('\\')
			out.WriteByte(letter[found])
		} else if character < 0x20 {
			fmt.Fprintf(out, "\\u%04x", character)
		} else {
			out.WriteByte(character)
		}
	}
	out.WriteByte('"')
}

// ECMAScript's Number::toString, as RFC 8785 asks.
func writeNumber(out *bytes.Buffer, value float64) {
	if value == 0 {
		out.WriteByte('0')
		return
	}
	if value == math.Trunc(value) && math.Abs(value) < 1<<53 {
		out.WriteString(strconv.FormatInt(int64(value), 10))
		return
	}
	if value < 0 {
		out.WriteByte('-')
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(math.Abs(value), 'e', -1, 64), "e")
	digits := strings.Replace(mantissa, ".", "", 1)
	point, _ := strconv.Atoi(exponent)
	point++
	switch count := len(digits); {
	case count <= point && point <= 21:
		out.WriteString(digits + strings.Repeat("0", point-count))
	case 0 < point && point <= 21:
		out.WriteString(digits[:point] + "." + digits[point:])
	case -6 < point && point <= 0:
		out.WriteString("0." + strings.Repeat("0", -point) + digits)
	default:
		out.WriteString(digits[:1])
		if count > 1 {
			out.WriteString("." + digits[1:])
		}
		fmt.Fprintf(out, "e%+d", point-1)
	}
}

func writeCanonical(out *bytes.Buffer, value any) {
	switch value := value.(type) {
	case nil:
		out.WriteString("null")
	case bool:
		out.WriteString(strconv.FormatBool(value))
	case string:
		writeText(out, value)
	case float64:
		writeNumber(out, value)
	case []any:
		out.WriteByte('[')
		for at, member := range value {
			if at > 0 {
				out.WriteByte(',')
			}
			writeCanonical(out, member)
		}
		out.WriteByte(']')
	case members:
		names := make([]string, 0, len(value))
		for name := range value {
			names = append(names, name)
		}
		sort.Slice(names, func(i, j int) bool { return lessByUnits(names[i], names[j]) })
		out.WriteByte('{')
		for at, name := range names {
			if at > 0 {
				out.WriteByte(',')
			}
			writeText(out, name)
			out.WriteByte(':')
			writeCanonical(out, value[name])
		}
		out.WriteByte('}')
	}
}

// RFC 8785 canonical JSON of what encoding/json decodes.
func canonicalJSON(value any) []byte {
	var out bytes.Buffer
	writeCanonical(&out, value)
	return out.Bytes()
}

// --- Buckets -------------------------------------------------------------------------------------

// MurmurHash3 x86 32-bit, seed 0.
func murmur3(text string) uint32 {
	const c1, c2 = 0xcc9e2d51, 0x1b873593
	var hash uint32
	length := len(text)
	whole := length &^ 3
	for at := 0; at < whole; at += 4 {
		k := uint32(text[at]) | uint32(text[at+1])<<8 | uint32(text[at+2])<<16 | uint32(text[at+3])<<24
		k *= c1
		k = k<<15 | k>>17
		hash ^= k * c2
		hash = hash<<13 | hash>>19
		hash = hash*5 + 0xe6546b64
	}
	var k uint32
	for at := length - 1; at >= whole; at-- {
		k = k<<8 | uint32(text[at])
	}
	k *= c1
	k = k<<15 | k>>17
	hash ^= k * c2
	hash ^= uint32(length)
	hash = (hash ^ hash>>16) * 0x85ebca6b
	hash = (hash ^ hash>>13) * 0xc2b2ae35
	return hash ^ hash>>16
}

// BucketOf is the bucket, 0 to 9999, of a key's value under a rule's salt.
func BucketOf(salt, value string) int { return int(murmur3(salt+":"+value) % 10_000) }

// --- Patterns ------------------------------------------------------------------------------------

const (
	// Longer paths are no route of anybody: they are answered by the safe owner.
	segmentsAtMost = 128
	pathAtMost     = 8192
	patternAtMost  = 2000
	// Each {name+} multiplies the ways to read a path.
	restsAtMost = 2
)

var (
	encodedByte  = regexp.MustCompile(`%[2-7][0-9A-Fa-f]`)
	namedSegment = regexp.MustCompile(`(?s)\A\{([A-Za-z_][A-Za-z0-9_]*)(\+|:(.+))?\}\z`)
	hostPort     = regexp.MustCompile(`:[0-9]+$`)
)

func decodeUnreserved(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	return encodedByte.ReplaceAllStringFunc(path, func(encoded string) string {
		code, _ := strconv.ParseUint(encoded[1:], 16, 8)
		character := byte(code)
		isLetter := character|0x20 >= 'a' && character|0x20 <= 'z'
		if isLetter || character >= '0' && character <= '9' || strings.IndexByte("-._~", character) >= 0 {
			return string(rune(character))
		}
		return encoded
	})
}

// Where the brace that opens at start closes; braces inside a regular expression are skipped.
func closingBrace(text string, start int) int {
	depth, inClass := 0, false
	next := func(at int) byte {
		if at+1 < len(text) {
			return text[at+1]
		}
		return 0
	}
	for at := start; at < len(text); at++ {
		switch character := text[at]; {
		case character == '\\':
			at++
		case inClass:
			inClass = character != ']'
		case character == '[':
			inClass = true
			// A bracket right after the opening one is a member of the class.
			if next(at) == '^' {
				at++
			}
			if next(at) == ']' {
				at++
			}
		case character == '{':
			depth++
		case character == '}':
			depth--
			if depth == 0 {
				return at
			}
		}
	}
	return -1
}

func splitSegments(text string) ([]string, error) {
	var parts []string
	start := 1
	for at := 1; at < len(text); at++ {
		if text[at] == '/' {
			parts = append(parts, text[start:at])
			start = at + 1
		} else if text[at] == '{' {
			end := closingBrace(text, at)
			if end < 0 {
				return nil, refusal("the pattern " + text + " has a brace that is never closed")
			}
			at = end
		}
	}
	return append(parts, text[start:]), nil
}

type segment struct {
	// '0' literal, '1' regex, '2' {name}, '3' {name+}: in order of precedence.
	kind byte
	text string
	name string
}

func parseSegment(part string) (segment, error) {
	if !strings.Contains(part, "{") {
		literal := decodeUnreserved(part)
		isNoPath := func(r rune) bool { return r == '?' || r == '#' || unicode.IsSpace(r) }
		if strings.Contains(part, "}") || strings.IndexFunc(literal, isNoPath) >= 0 {
			return segment{}, refusal(part + " can be no part of a path")
		}
		return segment{kind: '0', text: literal}, nil
	}
	found := namedSegment.FindStringSubmatch(part)
	if found == nil || closingBrace(part, 0) != len(part)-1 {
		return segment{}, refusal(part + " mixes a name with other text")
	}
	switch {
	case found[2] == "":
		return segment{kind: '2', name: found[1]}, nil
	case found[2] == "+":
		return segment{kind: '3', name: found[1]}, nil
	}
	return segment{kind: '1', name: found[1], text: found[3]}, nil
}

func parsePattern(text string) ([]segment, error) {
	if !strings.HasPrefix(text, "/") || len(text) > patternAtMost {
		return nil, refusal("no pattern of the wire")
	}
	parts, err := splitSegments(text)
	if err != nil {
		return nil, err
	}
	segments := make([]segment, 0, len(parts))
	names := map[string]bool{}
	rests := 0
	for _, part := range parts {
		read, err := parseSegment(part)
		if err != nil {
			return nil, err
		}
		if read.name != "" && names[read.name] {
			return nil, refusal(text + " has two segments of one name")
		}
		names[read.name] = true
		if read.kind == '3' {
			rests++
		}
		segments = append(segments, read)
	}
	if rests > restsAtMost {
		return nil, refusal(text + " has too many segments of the form {name+}")
	}
	return segments, nil
}

// The rows of one pattern under one host.
type leaf struct {
	rank string
	// The row's place in the snapshot: the earlier wins between equals.
	order    int
	byMethod map[string]string
	first    string
}

type regexChild struct {
	source  string
	matches *regexp.Regexp
	node    *node
}

type node struct {
	literals map[string]*node
	regexes  []regexChild
	name     *node
	rest     *node
	leaf     *leaf
}

type found struct {
	id   string
	leaf *leaf
}

func (leaf *leaf) answer(method string) found {
	if leaf == nil {
		return found{}
	}
	if id, ok := leaf.byMethod[method]; ok {
		return found{id, leaf}
	}
	if method == "OPTIONS" {
		return found{leaf.first, leaf}
	}
	if id, ok := leaf.byMethod["GET"]; ok && method == "HEAD" {
		return found{id, leaf}
	}
	return found{}
}

func better(one, other found) found {
	if one.leaf == nil {
		return other
	}
	if other.leaf == nil {
		return one
	}
	if one.leaf.rank != other.leaf.rank {
		if one.leaf.rank < other.leaf.rank {
			return one
		}
		return other
	}
	if one.leaf.order <= other.leaf.order {
		return one
	}
	return other
}

func (from *node) search(parts []string, at int, method string) found {
	if at == len(parts) {
		return from.leaf.answer(method)
	}
	part := parts[at]
	if child := from.literals[part]; child != nil {
		if hit := child.search(parts, at+1, method); hit.leaf != nil {
			return hit
		}
	}
	// An empty segment is a trailing or doubled slash: only the pattern that writes it meets it.
	if part == "" {
		return found{}
	}
	var best found
	for _, child := range from.regexes {
		if child.matches.MatchString(part) {
			best = better(best, child.node.search(parts, at+1, method))
		}
	}
	if best.leaf != nil {
		return best
	}
	if from.name != nil {
		if hit := from.name.search(parts, at+1, method); hit.leaf != nil {
			return hit
		}
	}
	if from.rest == nil {
		return found{}
	}
	for end := at + 1; end <= len(parts) && parts[end-1] != ""; end++ {
		best = better(best, from.rest.search(parts, end, method))
	}
	return best
}

func hostName(host string) string { return hostPort.ReplaceAllString(strings.ToLower(host), "") }

// Finds the route of a request: its host's rows first, then literal over regex over {name} over
// {name+}, left to right. Rows that cannot be matched are left out.
type routeTable struct {
	any   *node
	hosts map[string]*node
}

func compileRoutes(rows []any) *routeTable {
	table := &routeTable{any: &node{}, hosts: map[string]*node{}}
	compiled := map[string]*regexp.Regexp{}
	for order, row := range rows {
		table.place(row, order, compiled)
	}
	return table
}

// RE2 refuses two groups of one name; Go does not.
func hasTwice(names []string) bool {
	seen := map[string]bool{}
	for _, name := range names {
		if name != "" && seen[name] {
			return true
		}
		seen[name] = true
	}
	return false
}

func compileWhole(source string, compiled map[string]*regexp.Regexp) *regexp.Regexp {
	if known, ok := compiled[source]; ok {
		return known
	}
	// Alone first: a bracket that is not closed must not be closed by what stands around it.
	alone, err := regexp.Compile(source)
	var whole *regexp.Regexp
	if err == nil && !hasTwice(alone.SubexpNames()) {
		whole, _ = regexp.Compile(`\A(?:` + source + `)\z`)
	}
	compiled[source] = whole
	return whole
}

const noID = "\x00"

func (table *routeTable) place(row any, order int, compiled map[string]*regexp.Regexp) {
	fields, _ := row.(members)
	id, hasID := fields["id"].(string)
	pattern, hasPattern := fields["pattern"].(string)
	method, hasMethod := fields["method"].(string)
	anyHost, isThere := fields["host"]
	host, hasHost := anyHost.(string)
	if !hasPattern || !hasMethod || !isThere || anyHost != nil && !hasHost {
		return
	}
	if !hasID {
		// Whoever meets it is answered as for what is unknown, and not by a row that says less.
		id = noID
	}
	segments, err := parsePattern(pattern)
	if err != nil {
		return
	}
	for _, part := range segments {
		if part.kind == '1' && compileWhole(part.text, compiled) == nil {
			return
		}
	}
	at := table.any
	if hasHost {
		name := hostName(host)
		if table.hosts[name] == nil {
			table.hosts[name] = &node{}
		}
		at = table.hosts[name]
	}
	rank := make([]byte, 0, len(segments)+1)
	for _, part := range segments {
		at = at.child(part, compiled)
		rank = append(rank, part.kind)
	}
	if at.leaf == nil {
		// '4' ends every rank: a pattern that says more wins over one that has ended.
		at.leaf = &leaf{rank: string(append(rank, '4')), order: order, byMethod: map[string]string{}, first: id}
	}
	verb := strings.ToUpper(method)
	if _, isTaken := at.leaf.byMethod[verb]; !isTaken {
		at.leaf.byMethod[verb] = id
	}
}

func (from *node) child(part segment, compiled map[string]*regexp.Regexp) *node {
	switch part.kind {
	case '0':
		if from.literals == nil {
			from.literals = map[string]*node{}
		}
		if from.literals[part.text] == nil {
			from.literals[part.text] = &node{}
		}
		return from.literals[part.text]
	case '1':
		for _, known := range from.regexes {
			if known.source == part.text {
				return known.node
			}
		}
		next := &node{}
		from.regexes = append(from.regexes, regexChild{part.text, compiled[part.text], next})
		return next
	case '2':
		if from.name == nil {
			from.name = &node{}
		}
		return from.name
	}
	if from.rest == nil {
		from.rest = &node{}
	}
	return from.rest
}

func (table *routeTable) match(method, path, host string) (string, bool) {
	if len(path) > pathAtMost || !strings.HasPrefix(path, "/") {
		return "", false
	}
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	parts := strings.Split(decodeUnreserved(path), "/")[1:]
	if len(parts) > segmentsAtMost {
		return "", false
	}
	verb := strings.ToUpper(method)
	var hit found
	if host != "" && len(table.hosts) > 0 {
		if own := table.hosts[hostName(host)]; own != nil {
			hit = own.search(parts, 0, verb)
		}
	}
	if hit.leaf == nil {
		hit = table.any.search(parts, 0, verb)
	}
	return hit.id, hit.leaf != nil
}

// --- Owner resolution ----------------------------------------------------------------------------

// Decision says who owns a request or a worker, and which rule of which version said so.
type Decision struct {
	Owner string `json:"owner"`
	// local-force, force, route, capability, family, default, worker or fallback.
	DecidedBy string `json:"decidedBy"`
	// The rule that decided; nil under force and fallback. Shared: do not change it.
	Rule    map[string]any `json:"rule,omitempty"`
	Epoch   int64          `json:"epoch"`
	Version int64          `json:"version"`
	// The snapshot has not been confirmed for longer than the client's limit. It is still used.
	Stale bool `json:"stale,omitempty"`
}

// Context says who asks: "user", "org", "repo", "targetingKey" and, for sticky rules, "stamp".
// Values are strings; one that is not a string is malformed where a rule asks for it.
type Context map[string]any

// Request is a route by its id, a worker by its name, or method, path and host.
type Request struct {
	Route   string
	Worker  string
	Method  string
	Path    string
	Host    string
	Context Context
}

var decidedByWords = [...]string{"local-force", "force", "route", "capability", "family", "default", "worker", "fallback"}

const (
	byLocalForce = iota
	byForce
	byRoute
	byCapability
	byFamily
	byDefault
	byWorker
	byFallback
)

const (
	legacySide = iota
	targetSide
	offSide
)

type answer struct {
	Decision
	by   int
	side int
}

type lists struct{ orgs, repos, users map[string]bool }

type canaryTest struct {
	except, lists *lists
	percent       uint32
	key           string
	salt          string
}

type reading struct {
	// 'n' none, 'd' damaged, 'r' a rule.
	kind   byte
	side   int
	rule   members
	canary *canaryTest
}

// Everything that can be answered about one route or worker, built before the first request.
type owner struct {
	// The answer where it hangs on nothing the request says.
	fixed       *answer
	canary      *canaryTest
	isSticky    bool
	base        *answer
	target      *answer
	legacy      *answer
	fallback    *answer
	localForced *answer
}

type counter [3]atomic.Uint64

type routeEntry struct {
	owner *owner
	count *counter
}

// Index is a snapshot made ready for decisions. Whatever cannot be read in it goes to the safe owner.
type Index struct {
	epoch, version int64
	words          [3]string
	unreadable     string
	routes         map[string]*routeEntry
	workers        map[string]*owner
	table          *routeTable
	unknown        *owner
}

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}

var (
	levelMembers  = setOf("owner", "canary", "sticky", "legacy")
	routeMembers  = setOf("owner", "canary", "sticky", "legacy", "id", "method", "host", "pattern", "capability", "family")
	canaryMembers = setOf("except", "orgs", "repos", "users", "percent", "key", "salt")
	listMembers   = setOf("orgs", "repos", "users")
	selectorKeys  = setOf("user", "org", "repo", "targetingKey")
	legacyStates  = setOf("hot", "cold", "lossy", "gone")
)

func hasOnly(value members, known map[string]bool) bool {
	for name := range value {
		if !known[name] {
			return false
		}
	}
	return true
}

func integerOf(value any) (int64, bool) {
	number, ok := value.(float64)
	if !ok || number != math.Trunc(number) || math.Abs(number) >= 1<<53 {
		return 0, false
	}
	return int64(number), true
}

func countOf(value any) (int64, bool) {
	count, ok := integerOf(value)
	if !ok || count < 0 {
		return 0, false
	}
	return count, true
}

func wordsOf(value any) ([3]string, bool) {
	owners, _ := value.(members)
	legacy, hasLegacy := owners["legacy"].(string)
	target, hasTarget := owners["target"].(string)
	isWell := hasLegacy && hasTarget && legacy != "" && target != "" && legacy != target &&
		legacy != "off" && target != "off"
	return [3]string{legacy, target, "off"}, isWell
}

// The names of one list; ok is false where it cannot be read.
func readList(from members, name string) (map[string]bool, bool) {
	value, isThere := from[name]
	if !isThere {
		return nil, true
	}
	entries, ok := value.([]any)
	if !ok {
		return nil, false
	}
	set := make(map[string]bool, len(entries))
	for _, entry := range entries {
		text, ok := entry.(string)
		if !ok {
			return nil, false
		}
		set[text] = true
	}
	return set, true
}

func readLists(from members) (*lists, bool) {
	orgs, orgsWell := readList(from, "orgs")
	repos, reposWell := readList(from, "repos")
	users, usersWell := readList(from, "users")
	if !orgsWell || !reposWell || !usersWell {
		return nil, false
	}
	if orgs == nil && repos == nil && users == nil {
		return nil, true
	}
	return &lists{orgs, repos, users}, true
}

func readCanary(value any) *canaryTest {
	canary, ok := value.(members)
	if !ok || !hasOnly(canary, canaryMembers) {
		return nil
	}
	test := &canaryTest{}
	if value, isThere := canary["except"]; isThere {
		except, ok := value.(members)
		if !ok || !hasOnly(except, listMembers) {
			return nil
		}
		if test.except, ok = readLists(except); !ok {
			return nil
		}
	}
	if test.lists, ok = readLists(canary); !ok {
		return nil
	}
	key, hasKey := canary["key"]
	keyText, _ := key.(string)
	salt, hasSalt := canary["salt"]
	saltText, isText := salt.(string)
	if hasKey && !selectorKeys[keyText] || hasSalt && !isText {
		return nil
	}
	value, hasPercent := canary["percent"]
	if !hasPercent {
		return test
	}
	percent, ok := countOf(value)
	if !ok || percent > 10_000 || !hasKey || !hasSalt {
		return nil
	}
	test.percent, test.key, test.salt = uint32(percent), keyText, saltText+":"
	return test
}

func readRule(value any, words [3]string, known map[string]bool) *reading {
	damaged := &reading{kind: 'd'}
	fields, ok := value.(members)
	if !ok || !hasOnly(fields, known) {
		return damaged
	}
	if legacy, isThere := fields["legacy"]; isThere {
		if text, _ := legacy.(string); !legacyStates[text] {
			return damaged
		}
	}
	canary, hasCanary := fields["canary"]
	sticky, hasSticky := fields["sticky"]
	value, hasOwner := fields["owner"]
	if !hasOwner {
		if hasCanary || hasSticky {
			return damaged
		}
		return &reading{kind: 'n'}
	}
	word, _ := value.(string)
	side := legacySide
	if word == words[targetSide] {
		side = targetSide
	} else if word != words[legacySide] {
		return damaged
	}
	rule := &reading{kind: 'r', side: side, rule: members{"owner": word}}
	if hasSticky {
		if sticky != "creation" {
			return damaged
		}
		rule.rule["sticky"] = "creation"
	}
	if !hasCanary {
		return rule
	}
	if side == targetSide {
		rule.canary = readCanary(canary)
	}
	if rule.canary == nil {
		return damaged
	}
	rule.rule["canary"] = canary
	return rule
}

type force struct {
	isProgram              bool
	families, capabilities map[string]bool
}

func forceOf(entries []any) force {
	on := force{families: map[string]bool{}, capabilities: map[string]bool{}}
	for _, entry := range entries {
		fields, _ := entry.(members)
		key, hasKey := fields["key"].(string)
		switch scope := fields["scope"]; {
		case scope == "family" && hasKey:
			on.families[key] = true
		case scope == "capability" && hasKey:
			on.capabilities[key] = true
		default:
			// Somebody pulled the emergency control; where it cannot be read, it counts for everything.
			on.isProgram = true
		}
	}
	return on
}

func unreadableBecause(snapshot members) string {
	if snapshot["schema"] != "signalbox.snapshot/v1" {
		return "its schema is not known here"
	}
	_, hasEpoch := countOf(snapshot["epoch"])
	_, hasVersion := countOf(snapshot["version"])
	if !hasEpoch || !hasVersion {
		return "it has no epoch or version"
	}
	if _, ok := wordsOf(snapshot["owners"]); !ok {
		return "it does not name two owners"
	}
	for _, name := range []string{"force", "routes"} {
		if _, ok := snapshot[name].([]any); !ok {
			return "its " + name + " cannot be read"
		}
	}
	for _, name := range []string{"default", "families", "capabilities", "workers"} {
		if _, ok := snapshot[name].(members); !ok {
			return "its " + name + " cannot be read"
		}
	}
	return ""
}

// NewIndex makes a snapshot, as encoding/json decodes it, ready for Resolve. It takes anything.
// legacy is the word for an owner as long as no snapshot names one.
func NewIndex(snapshot any, legacy string) *Index { return newIndex(snapshot, legacy, nil, nil) }

// before is whose counts go on; table is that of a snapshot with the same patterns.
func newIndex(snapshot any, legacy string, before *Index, table *routeTable) *Index {
	fields, _ := snapshot.(members)
	index := &Index{unreadable: unreadableBecause(fields), routes: map[string]*routeEntry{}, workers: map[string]*owner{}}
	index.epoch, _ = countOf(fields["epoch"])
	index.version, _ = countOf(fields["version"])
	words, isWell := wordsOf(fields["owners"])
	if !isWell {
		words = [3]string{legacy, "target", "off"}
	}
	index.words = words
	on := force{}
	if index.unreadable == "" {
		on = forceOf(fields["force"].([]any))
		gone := map[string]bool{}
		for key, value := range fields["capabilities"].(members) {
			if capability, _ := value.(members); capability["legacy"] == "gone" {
				gone[key] = true
			}
		}
		index.prepareRoutes(fields, on, gone, before)
		for name, worker := range fields["workers"].(members) {
			index.workers[name] = index.worker(worker, on, gone)
		}
		if index.table = table; table == nil {
			index.table = compileRoutes(fields["routes"].([]any))
		}
	}
	by := byFallback
	if on.isProgram {
		by = byForce
	}
	index.unknown = index.constant(index.says(legacySide, by, nil), true, nil)
	return index
}

func (index *Index) says(side, by int, rule members) *answer {
	return &answer{
		Decision: Decision{Owner: index.words[side], DecidedBy: decidedByWords[by], Rule: rule, Epoch: index.epoch, Version: index.version},
		by:       by,
		side:     side,
	}
}

func (index *Index) constant(fixed *answer, isForceable bool, fallback *answer) *owner {
	if fallback == nil {
		fallback = fixed
	}
	made := &owner{fixed: fixed, base: fixed, target: fixed, legacy: fixed, fallback: fallback}
	if isForceable {
		made.localForced = index.says(legacySide, byLocalForce, nil)
	}
	return made
}

func sideWhere(isGone bool) int {
	if isGone {
		return targetSide
	}
	return legacySide
}

func (index *Index) prepared(by int, read *reading, isGone bool) *owner {
	fallback := index.says(sideWhere(isGone), byFallback, nil)
	if read.kind != 'r' {
		return index.constant(fallback, !isGone, nil)
	}
	made := index.constant(index.says(read.side, by, read.rule), !isGone, fallback)
	made.canary = read.canary
	_, made.isSticky = read.rule["sticky"]
	if made.canary != nil || made.isSticky {
		made.fixed = nil
	}
	made.target = index.says(targetSide, by, read.rule)
	made.legacy = index.says(legacySide, by, read.rule)
	return made
}

// A name, or "" for null; ok is false where it is neither.
func nameOf(value any, isThere bool) (string, bool) {
	text, isText := value.(string)
	return text, isThere && (value == nil || isText && text != "")
}

func (index *Index) prepareRoutes(snapshot members, on force, gone map[string]bool, before *Index) {
	read := func(level string) map[string]*reading {
		readings := map[string]*reading{}
		for key, value := range snapshot[level].(members) {
			readings[key] = readRule(value, index.words, levelMembers)
		}
		return readings
	}
	capabilities, families := read("capabilities"), read("families")
	fallback := readRule(snapshot["default"], index.words, levelMembers)
	forced := index.constant(index.says(legacySide, byForce, nil), true, nil)
	damaged := index.constant(index.says(legacySide, byFallback, nil), true, nil)
	if on.isProgram {
		damaged = forced
	}
	// Routes that one rule decides share one prepared answer.
	type place struct {
		read   *reading
		isGone bool
	}
	shared := map[place]*owner{}
	share := func(by int, read *reading, isGone bool) *owner {
		key := place{read, isGone}
		if shared[key] == nil {
			shared[key] = index.prepared(by, read, isGone)
		}
		return shared[key]
	}
	ownerOf := func(route members) *owner {
		value, isThere := route["capability"]
		capability, capabilityWell := nameOf(value, isThere)
		value, isThere = route["family"]
		family, familyWell := nameOf(value, isThere)
		if !capabilityWell || !familyWell {
			return damaged
		}
		isGone := route["legacy"] == "gone" || capability != "" && gone[capability]
		isForced := on.isProgram || capability != "" && on.capabilities[capability] || family != "" && on.families[family]
		if isForced && !isGone {
			return forced
		}
		if own := readRule(route, index.words, routeMembers); own.kind != 'n' {
			return index.prepared(byRoute, own, isGone)
		}
		if rule := capabilities[capability]; capability != "" && rule != nil && rule.kind != 'n' {
			return share(byCapability, rule, isGone)
		}
		if rule := families[family]; family != "" && rule != nil && rule.kind != 'n' {
			return share(byFamily, rule, isGone)
		}
		return share(byDefault, fallback, isGone)
	}
	for _, row := range snapshot["routes"].([]any) {
		route, _ := row.(members)
		id, ok := route["id"].(string)
		if !ok {
			continue
		}
		entry := index.routes[id]
		if entry != nil {
			// Two rows under one id contradict each other.
			entry.owner = damaged
			continue
		}
		entry = &routeEntry{owner: ownerOf(route), count: &counter{}}
		// Counts go on across versions while the words mean the same.
		if before != nil && before.words == index.words && before.routes[id] != nil {
			entry.count = before.routes[id].count
		}
		index.routes[id] = entry
	}
}

func (index *Index) worker(value any, on force, gone map[string]bool) *owner {
	worker, _ := value.(members)
	value, hasCapability := worker["capability"]
	capability, isText := value.(string)
	isGone := isText && gone[capability]
	isForced := !isGone && (on.isProgram || isText && on.capabilities[capability])
	word, _ := worker["owner"].(string)
	forced := func() *owner { return index.constant(index.says(legacySide, byForce, nil), true, nil) }
	if word == "off" {
		off := index.says(offSide, byWorker, members{"owner": "off"})
		// Force does not start what somebody stopped on purpose; a step of a handoff goes to legacy.
		handoff, _ := worker["handoff"].(string)
		isStep := handoff != "" && (handoff == index.words[legacySide] || handoff == index.words[targetSide])
		if isStep && isForced {
			return forced()
		}
		return index.constant(off, isStep && !isGone, nil)
	}
	if isForced {
		return forced()
	}
	_, hasFence := countOf(worker["fence"])
	isOwner := word != "" && (word == index.words[legacySide] || word == index.words[targetSide])
	if !hasFence || hasCapability && !isText || !isOwner {
		return index.constant(index.says(sideWhere(isGone), byFallback, nil), !isGone, nil)
	}
	side := legacySide
	if word == index.words[targetSide] {
		side = targetSide
	}
	return index.constant(index.says(side, byWorker, members{"owner": word}), !isGone, nil)
}

const (
	unmet = iota
	met
	unreadable
)

func listed(set map[string]bool, value any) int {
	if set == nil || value == nil {
		return unmet
	}
	text, isText := value.(string)
	if !isText {
		return unreadable
	}
	if set[text] {
		return met
	}
	return unmet
}

func (sets *lists) meets(context Context) int {
	if is := listed(sets.orgs, context["org"]); is != unmet {
		return is
	}
	if is := listed(sets.repos, context["repo"]); is != unmet {
		return is
	}
	return listed(sets.users, context["user"])
}

func (owner *owner) decide(context Context) *answer {
	if context == nil {
		if owner.canary == nil {
			return owner.base
		}
		return owner.legacy
	}
	if stamp := context["stamp"]; owner.isSticky && stamp != nil {
		switch stamp {
		case owner.target.Owner:
			return owner.target
		case owner.legacy.Owner:
			return owner.legacy
		}
		return owner.fallback
	}
	canary := owner.canary
	if canary == nil {
		return owner.base
	}
	if canary.except != nil {
		switch canary.except.meets(context) {
		case met:
			return owner.legacy
		case unreadable:
			return owner.fallback
		}
	}
	if canary.lists != nil {
		switch canary.lists.meets(context) {
		case met:
			return owner.target
		case unreadable:
			return owner.fallback
		}
	}
	if canary.key == "" {
		return owner.legacy
	}
	value := context[canary.key]
	text, isText := value.(string)
	if value != nil && !isText {
		return owner.fallback
	}
	if text != "" && murmur3(canary.salt+text)%10_000 < canary.percent {
		return owner.target
	}
	return owner.legacy
}

func (index *Index) resolve(request Request, localForce bool) (*answer, *routeEntry) {
	var entry *routeEntry
	asked := index.unknown
	switch {
	case request.Route != "":
		entry = index.routes[request.Route]
	case request.Worker != "":
		if worker := index.workers[request.Worker]; worker != nil {
			asked = worker
		}
	case index.table != nil:
		if id, ok := index.table.match(request.Method, request.Path, request.Host); ok {
			entry = index.routes[id]
		}
	}
	if entry != nil {
		asked = entry.owner
	}
	if localForce && asked.localForced != nil {
		return asked.localForced, entry
	}
	if asked.fixed != nil {
		return asked.fixed, entry
	}
	return asked.decide(request.Context), entry
}

// Resolve says who owns what is asked for. Whatever is unknown or malformed goes to the safe owner.
func (index *Index) Resolve(request Request, localForce bool) Decision {
	is, _ := index.resolve(request, localForce)
	return is.Decision
}

// --- Snapshots on the wire -----------------------------------------------------------------------

type held struct {
	snapshot members
	digest   string
	index    *Index
	// The text as it was read or built, for the disk.
	text []byte
}

func (is *held) id() string { return fmt.Sprintf("%d-%d", is.index.epoch, is.index.version) }

type keySet []ed25519.PublicKey

func readKeys(texts []string) (keySet, error) {
	var keys keySet
	for _, text := range texts {
		key, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
		if err != nil || len(key) != ed25519.PublicKeySize {
			return nil, fmt.Errorf("%q is no Ed25519 public key in base64url", text)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func readKeyDocument(document []byte) (keySet, error) {
	var read struct {
		Keys []struct {
			Kty, Crv, X string
		}
	}
	if err := json.Unmarshal(document, &read); err != nil {
		return nil, refusal("the keys are no JSON")
	}
	var texts []string
	for _, key := range read.Keys {
		if key.Kty == "OKP" && key.Crv == "Ed25519" {
			texts = append(texts, key.X)
		}
	}
	return readKeys(texts)
}

func (keys keySet) hold(canonical []byte, signature string) bool {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(signature, "ed25519:"))
	if err != nil || !strings.HasPrefix(signature, "ed25519:") || len(raw) != ed25519.SignatureSize {
		return false
	}
	for _, key := range keys {
		if ed25519.Verify(key, canonical, raw) {
			return true
		}
	}
	return false
}

// Says whether a signature over canonical bytes is good.
type verifier func(canonical []byte, signature string) error

func verified(snapshot members, digest, signature any, verify verifier) ([]byte, error) {
	canonical := canonicalJSON(snapshot)
	sum := sha256.Sum256(canonical)
	if digest != "sha256:"+hex.EncodeToString(sum[:]) {
		return nil, refusal("its digest is another: it was damaged on the way")
	}
	text, _ := signature.(string)
	return canonical, verify(canonical, text)
}

func (client *Client) readSnapshot(text []byte, verify verifier) (*held, error) {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, refusal("it is no JSON: " + err.Error())
	}
	snapshot, ok := value.(members)
	if !ok {
		return nil, refusal("it is no object")
	}
	digest, signature := snapshot["digest"], snapshot["signature"]
	delete(snapshot, "digest")
	delete(snapshot, "signature")
	if _, err := verified(snapshot, digest, signature, verify); err != nil {
		return nil, err
	}
	if snapshot["program"] != client.options.Program || snapshot["environment"] != client.options.Environment {
		return nil, refusal("it is of another program or environment")
	}
	return client.indexed(snapshot, digest.(string), text, nil)
}

func (client *Client) indexed(snapshot members, digest string, text []byte, table *routeTable) (*held, error) {
	index := newIndex(snapshot, client.options.Legacy, client.index.Load(), table)
	if index.unreadable != "" {
		return nil, refusal(index.unreadable)
	}
	return &held{snapshot, digest, index, text}, nil
}

func copied(from members, without ...string) members {
	made := make(members, len(from))
	for name, value := range from {
		made[name] = value
	}
	for _, name := range without {
		delete(made, name)
	}
	return made
}

func ownRule(changed members) members {
	rule := members{}
	if changed["owner"] == nil {
		return rule
	}
	for _, name := range []string{"owner", "canary", "sticky"} {
		if value, isThere := changed[name]; isThere {
			rule[name] = value
		}
	}
	return rule
}

func applyRules(snapshot, change members) (members, error) {
	after := copied(snapshot)
	for _, name := range []string{"version", "updatedAt", "force"} {
		after[name] = change[name]
	}
	maps := map[string]members{}
	for _, name := range []string{"families", "capabilities", "workers"} {
		maps[name] = copied(snapshot[name].(members))
		after[name] = maps[name]
	}
	routes := map[string]members{}
	rules, ok := change["rules"].([]any)
	if !ok {
		return nil, refusal("a change has no rules")
	}
	for _, value := range rules {
		changed, _ := value.(members)
		key, hasKey := changed["key"].(string)
		rule := ownRule(changed)
		level, _ := changed["level"].(string)
		if !hasKey && level != "program" {
			return nil, refusal("a change has a rule without a key")
		}
		switch level {
		case "program":
			if len(rule) > 0 {
				after["default"] = rule
			}
		case "route":
			routes[key] = rule
		case "worker":
			maps["workers"][key] = copied(changed, "level", "key")
		case "family", "capability":
			place := maps["families"]
			if level == "capability" {
				place = maps["capabilities"]
				if legacy, isThere := changed["legacy"]; isThere {
					rule["legacy"] = legacy
				}
			}
			place[key] = rule
			if len(rule) == 0 {
				delete(place, key)
			}
		default:
			return nil, refusal("a change at a level that is not known here")
		}
	}
	if len(routes) > 0 {
		before := snapshot["routes"].([]any)
		rows := make([]any, len(before))
		for at, value := range before {
			rows[at] = value
			row, _ := value.(members)
			id, _ := row["id"].(string)
			rule, isChanged := routes[id]
			if !isChanged {
				continue
			}
			delete(routes, id)
			made := copied(row, "owner", "canary", "sticky")
			for name, value := range rule {
				made[name] = value
			}
			rows[at] = made
		}
		after["routes"] = rows
	}
	if len(routes) > 0 {
		return nil, refusal("a change names a route that is not there")
	}
	return after, nil
}

func (client *Client) applyChange(from *held, text []byte, verify verifier) (*held, error) {
	var change members
	if err := json.Unmarshal(text, &change); err != nil {
		return nil, refusal("a change is no JSON: " + err.Error())
	}
	epoch, hasEpoch := countOf(change["epoch"])
	version, hasVersion := countOf(change["from"])
	if !hasEpoch || !hasVersion || epoch != from.index.epoch || version != from.index.version {
		return nil, refusal("a change does not start from the version held")
	}
	after, err := applyRules(from.snapshot, change)
	if err != nil {
		return nil, err
	}
	canonical, err := verified(after, change["digest"], change["signature"], verify)
	if err != nil {
		return nil, err
	}
	proof := canonicalJSON(members{"digest": change["digest"], "signature": change["signature"]})
	whole := append(append(canonical[:len(canonical)-1:len(canonical)-1], ','), proof[1:]...)
	// Rules do not change what a path meets.
	return client.indexed(after, change["digest"].(string), whole, from.index.table)
}

func writeAtomically(path string, text []byte) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(folder, ".signalbox-")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}

// --- Workers -------------------------------------------------------------------------------------

// Lease is what a worker runs under. Hand Fence to the queue or store that checks it.
type Lease struct {
	Worker string
	Fence  int64
	Ends   time.Time
}

// By the clock that sooner says that it ends: the monotonic one may stand still while a machine sleeps,
// the other may be set.
func (lease *Lease) left() time.Duration {
	steady, wall := time.Until(lease.Ends), lease.Ends.Round(0).Sub(time.Now().Round(0))
	if wall < steady {
		return wall
	}
	return steady
}

// Worker is something that runs whenever its owner is Owner (the program's word) and the plane grants
// a lease. Start returns when it runs; Stop returns nil when nothing of it runs any more, within
// StopWithin (5 s unless told): it is called so long before the lease ends.
type Worker struct {
	Name       string
	Owner      string
	Start      func(Lease) error
	Stop       func() error
	StopWithin time.Duration
}

type supervised struct {
	Worker
	state string
	busy  bool
	lease *Lease
	// The fence under which it was started last; -1 before the first time.
	fence int64
	// The end of the newest lease it was given, in the plane's words.
	leaseUntil *string
	says       string
}

// Runs workers only under leases: starts with one, stops before it ends or when the owner is another.
// Without a snapshot it keeps what runs and starts nothing.
type supervisor struct {
	mutex     sync.Mutex
	workers   []*supervised
	isClosing bool
	ownerOf   func(worker string) (string, bool)
	changed   func()
	log       func(string)
}

func (by *supervisor) isWanted(worker *supervised) bool {
	if by.isClosing {
		return false
	}
	owner, isKnown := by.ownerOf(worker.Name)
	if !isKnown {
		return worker.state == "running"
	}
	return owner == worker.Owner
}

func (by *supervisor) tick() {
	by.mutex.Lock()
	defer by.mutex.Unlock()
	for _, worker := range by.workers {
		if worker.busy {
			continue
		}
		mayRun := by.isWanted(worker) && worker.lease != nil && worker.lease.left() > worker.StopWithin
		hasOtherFence := worker.lease != nil && worker.lease.Fence != worker.fence
		switch {
		case worker.state == "stopped" && mayRun:
			worker.state, worker.busy, worker.fence = "running", true, worker.lease.Fence
			go by.start(worker, *worker.lease)
		case worker.state == "stopping", worker.state == "running" && (!mayRun || hasOtherFence):
			worker.state, worker.busy = "stopping", true
			go by.stop(worker)
		}
	}
}

func attempt(action func() error) (err error) {
	defer func() {
		if failure := recover(); failure != nil {
			err = fmt.Errorf("%v", failure)
		}
	}()
	return action()
}

func (by *supervisor) start(worker *supervised, lease Lease) {
	err := attempt(func() error { return worker.Start(lease) })
	if err != nil {
		by.log(fmt.Sprintf("%s could not be started: %v", worker.Name, err))
	}
	by.done(worker, func() {
		if err != nil {
			// It is tried again with the lease of the next receipt.
			worker.state, worker.lease = "stopped", nil
		}
	})
}

func (by *supervisor) stop(worker *supervised) {
	err := attempt(worker.Stop)
	if err != nil {
		by.log(fmt.Sprintf("%s could not be stopped: %v", worker.Name, err))
		time.Sleep(200 * time.Millisecond)
	}
	by.done(worker, func() {
		// Nobody may be told that it stopped when it did not; the next tick tries again.
		if err == nil {
			worker.state = "stopped"
		}
	})
}

func (by *supervisor) done(worker *supervised, settle func()) {
	by.mutex.Lock()
	settle()
	worker.busy = false
	by.mutex.Unlock()
	by.changed()
}

type workerLine struct {
	Worker     string  `json:"worker"`
	Owner      string  `json:"owner"`
	State      string  `json:"state"`
	Fence      *int64  `json:"fence,omitempty"`
	WantsLease bool    `json:"wantsLease"`
	LeaseUntil *string `json:"leaseUntil"`
}

func (by *supervisor) report() []workerLine {
	by.mutex.Lock()
	defer by.mutex.Unlock()
	lines := make([]workerLine, 0, len(by.workers))
	for _, worker := range by.workers {
		wants := worker.state != "stopping" && by.isWanted(worker)
		if worker.state == "stopped" && !wants {
			// This word gives the lease back: nothing may be started under it any more.
			worker.lease = nil
		}
		line := workerLine{worker.Name, worker.Owner, worker.state, nil, wants, worker.leaseUntil}
		if worker.fence >= 0 {
			fence := worker.fence
			line.Fence = &fence
		}
		lines = append(lines, line)
	}
	return lines
}

type receiptAnswer struct {
	Leases []struct {
		Worker, Owner string
		Fence         int64
		Milliseconds  int64
		Until         *string
	}
	Refused            []struct{ Worker, Says string }
	NextReceiptSeconds float64
}

func (by *supervisor) take(answer receiptAnswer, sent time.Time) {
	by.mutex.Lock()
	defer by.mutex.Unlock()
	for _, worker := range by.workers {
		for _, lease := range answer.Leases {
			if lease.Worker == worker.Name && lease.Owner == worker.Owner {
				// Counted from before the question: the answer was made later, so it never ends later here.
				ends := sent.Add(time.Duration(lease.Milliseconds) * time.Millisecond)
				worker.lease, worker.says = &Lease{worker.Name, lease.Fence, ends}, ""
				worker.leaseUntil = lease.Until
			}
		}
		for _, refused := range answer.Refused {
			if refused.Worker == worker.Name {
				worker.says = refused.Says
			}
		}
	}
}

// WorkerStatus is what a supervised worker does, and what it waits for.
type WorkerStatus struct {
	Worker       string  `json:"worker"`
	Owner        string  `json:"owner"`
	State        string  `json:"state"`
	Fence        int64   `json:"fence"`
	LeaseSeconds float64 `json:"leaseSeconds"`
	Says         string  `json:"says"`
}

func (by *supervisor) status() []WorkerStatus {
	by.mutex.Lock()
	defer by.mutex.Unlock()
	all := make([]WorkerStatus, 0, len(by.workers))
	for _, worker := range by.workers {
		left := 0.0
		if worker.lease != nil {
			left = math.Max(0, worker.lease.left().Seconds())
		}
		all = append(all, WorkerStatus{worker.Name, worker.Owner, worker.state, worker.fence, left, worker.says})
	}
	return all
}

func (by *supervisor) close(atMost time.Duration) {
	by.mutex.Lock()
	by.isClosing = true
	by.mutex.Unlock()
	for end := time.Now().Add(atMost); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		isRunning := false
		for _, worker := range by.status() {
			isRunning = isRunning || worker.State != "stopped"
		}
		if !isRunning {
			return
		}
		by.tick()
	}
}

// --- The client ----------------------------------------------------------------------------------

// Options say what to follow and how. URL, Program, Environment and Token are needed.
type Options struct {
	// Where Signalbox or an edge listens.
	URL         string
	Program     string
	Environment string
	Token       string
	// The program's word for the legacy owner, answered as long as no snapshot was ever seen.
	Legacy string
	// Where the last good snapshot is kept; nowhere when empty.
	CacheFile string
	// The Ed25519 keys to believe, as `x` in /plane/v1/keys. Without any, those that the plane
	// publishes are believed and kept beside the cache file: that finds damage, not an impostor.
	PublicKeys []string
	// The program's limit: a decision from a snapshot that was not confirmed for longer says Stale.
	// One hour when zero, no limit when negative.
	StaleAfter time.Duration
	// Legacy is forced while the file is there, or the variable is set (SIGNALBOX_FORCE_LEGACY when
	// empty, none when "-").
	ForceFile     string
	ForceVariable string
	Instance      string
	Runtime       string
	// Between two polls while the stream cannot be followed: 5 to 15 s.
	PollMin, PollMax time.Duration
	// Between two receipts; as the plane asks when zero.
	ReceiptEvery time.Duration
	// A stream that ended is opened again within so long: 1 s.
	ReconnectWithin time.Duration
	// A stream that says nothing for so long is given up: 45 s, three missed heartbeats.
	SilentAfter time.Duration
	// For one request: 10 s.
	Timeout   time.Duration
	Transport http.RoundTripper
	// Called from several goroutines.
	Log func(message string)
}

// LocalForce is on while the machine itself forces legacy.
type LocalForce struct {
	Since  string `json:"since"`
	Reason string `json:"reason"`
}

// Status is what is held, how old it is, where it came from and what is wrong.
type Status struct {
	Epoch   int64 `json:"epoch"`
	Version int64 `json:"version"`
	// Seconds since the snapshot was last known to be the newest; nil without one.
	AgeSeconds     *float64       `json:"ageSeconds"`
	Source         string         `json:"source"`
	Problem        string         `json:"problem"`
	ReceiptProblem string         `json:"receiptProblem"`
	ParseFailures  int64          `json:"parseFailures"`
	LocalForce     *LocalForce    `json:"localForce"`
	Workers        []WorkerStatus `json:"workers"`
}

type observation struct{ route, owner string }

type queueLine struct {
	Queue    string `json:"queue"`
	Depth    int    `json:"depth"`
	InFlight *int   `json:"inFlight,omitempty"`
}

// Client follows one program and environment. Safe for concurrent use.
type Client struct {
	options  Options
	address  *url.URL
	isPinned bool
	// The transport is no other's.
	ownsTransport  bool
	http           *http.Client
	stream         *http.Client
	began          time.Time
	index          atomic.Pointer[Index]
	force          atomic.Pointer[LocalForce]
	confirmed      atomic.Int64
	totals         [len(decidedByWords)][3]atomic.Uint64
	failures       atomic.Int64
	supervisor     supervisor
	context        context.Context
	cancel         context.CancelFunc
	receipts       context.Context
	giveUpReceipts context.CancelFunc
	life           sync.Mutex
	isStarted      bool
	isClosed       bool
	stopping       chan struct{}
	wake           chan struct{}
	ready          chan struct{}
	threads        sync.WaitGroup

	// Everything below is held by the mutex.
	mutex          sync.Mutex
	held           *held
	keys           keySet
	etag           string
	touched        time.Time
	appliedAt      time.Time
	source         string
	problem        string
	receiptProblem string
	unsent         map[observation]uint64
	observed       map[observation]uint64
	queues         map[string]queueLine
	unsentFailures int64
	nextReceipt    time.Duration
}

const never = math.MinInt64

// New checks the options; it neither reads nor asks anything yet.
func New(options Options) (*Client, error) {
	address, err := url.Parse(options.URL)
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		return nil, fmt.Errorf("%q is no http or https address", options.URL)
	}
	options.Token = strings.TrimSpace(options.Token)
	if options.Token == "" || strings.IndexFunc(options.Token, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		// Without its text: this is logged by whoever starts the program.
		return nil, errors.New("the token is empty or holds what no header can carry")
	}
	keys, err := readKeys(options.PublicKeys)
	if err != nil {
		return nil, err
	}
	ownsTransport := options.Transport == nil
	setDefaults(&options)
	noRedirect := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client := &Client{
		options: options, address: address, isPinned: len(keys) > 0, ownsTransport: ownsTransport, keys: keys, began: time.Now(),
		http:     &http.Client{Transport: options.Transport, CheckRedirect: noRedirect, Timeout: options.Timeout},
		stream:   &http.Client{Transport: options.Transport, CheckRedirect: noRedirect},
		stopping: make(chan struct{}), wake: make(chan struct{}, 1), ready: make(chan struct{}),
		source: "none", appliedAt: time.Now(), nextReceipt: 30 * time.Second,
		unsent: map[observation]uint64{}, observed: map[observation]uint64{}, queues: map[string]queueLine{},
	}
	client.context, client.cancel = context.WithCancel(context.Background())
	client.receipts, client.giveUpReceipts = context.WithCancel(context.Background())
	client.index.Store(NewIndex(nil, options.Legacy))
	client.confirmed.Store(never)
	client.supervisor.ownerOf = client.workerOwner
	client.supervisor.changed = client.reportSoon
	client.supervisor.log = options.Log
	return client, nil
}

func setDefaults(options *Options) {
	duration := func(place *time.Duration, otherwise time.Duration) {
		if *place == 0 {
			*place = otherwise
		}
	}
	text := func(place *string, otherwise string) {
		if *place == "" {
			*place = otherwise
		}
	}
	duration(&options.StaleAfter, time.Hour)
	duration(&options.PollMin, 5*time.Second)
	duration(&options.PollMax, 15*time.Second)
	duration(&options.ReconnectWithin, time.Second)
	duration(&options.SilentAfter, 45*time.Second)
	duration(&options.Timeout, 10*time.Second)
	options.Instance, options.Runtime = line(options.Instance, 200), line(options.Runtime, 100)
	text(&options.Legacy, "legacy")
	text(&options.ForceVariable, "SIGNALBOX_FORCE_LEGACY")
	text(&options.Runtime, strings.Replace(runtime.Version(), "go", "go ", 1))
	if options.Instance == "" {
		host, _ := os.Hostname()
		tag := make([]byte, 3)
		_, _ = rand.Read(tag)
		options.Instance = fmt.Sprintf("%s:%d:%x", line(host, 100), os.Getpid(), tag)
	}
	if options.Log == nil {
		options.Log = func(string) {}
	}
	if options.Transport == nil {
		options.Transport = http.DefaultTransport.(*http.Transport).Clone()
	}
}

// Start reads the last good snapshot from disk and follows the plane from then on. Once is enough.
func (client *Client) Start() {
	client.life.Lock()
	defer client.life.Unlock()
	if client.isStarted || client.isClosed {
		return
	}
	client.isStarted = true
	client.readForce()
	client.loadLastGood()
	client.threads.Add(3)
	go client.look()
	go client.follow()
	go client.report()
}

// Wait waits until there is a snapshot, at most so long; true when there is one.
func (client *Client) Wait(atMost time.Duration) bool {
	timer := time.NewTimer(atMost)
	defer timer.Stop()
	select {
	case <-client.ready:
	case <-timer.C:
	}
	select {
	case <-client.ready:
		return true
	default:
		return false
	}
}

// Close stops the workers, says goodbye to the plane and stops following it. What was held decides on.
func (client *Client) Close() {
	client.life.Lock()
	defer client.life.Unlock()
	if client.isClosed {
		return
	}
	client.isClosed = true
	client.supervisor.close(client.options.Timeout)
	close(client.stopping)
	client.cancel()
	// What is given up before it is answered is sent again, and counts double.
	givingUp := time.AfterFunc(lastReceiptWithin, client.giveUpReceipts)
	client.threads.Wait()
	givingUp.Stop()
	client.giveUpReceipts()
	if client.ownsTransport {
		client.http.CloseIdleConnections()
	}
}

// Decide says who owns a route, a request or a worker. It never fails.
func (client *Client) Decide(request Request) Decision {
	is, entry := client.index.Load().resolve(request, client.force.Load() != nil)
	client.totals[is.by][is.side].Add(1)
	if entry != nil {
		entry.count[is.side].Add(1)
	}
	decision := is.Decision
	decision.Stale = client.options.StaleAfter >= 0 && client.age() > client.options.StaleAfter
	return decision
}

func (client *Client) age() time.Duration {
	confirmed := client.confirmed.Load()
	if confirmed == never {
		return math.MaxInt64
	}
	if age := time.Since(client.began) - time.Duration(confirmed); age > 0 {
		return age
	}
	return 0
}

// Observed counts requests seen at an upstream's side, for the next receipt; route may be empty.
func (client *Client) Observed(owner, route string, count uint64) {
	owner = line(owner, 200)
	if owner == "" || count == 0 {
		return
	}
	client.mutex.Lock()
	defer client.mutex.Unlock()
	client.observed[observation{line(route, 200), owner}] += count
}

// ReportQueue says how much waits in a queue, for the next receipt. inFlight below zero is not known.
func (client *Client) ReportQueue(queue string, depth, inFlight int) {
	atMost := func(count int) int {
		if count < 0 {
			return 0
		}
		if count > countAtMost {
			return countAtMost
		}
		return count
	}
	queue = line(queue, 200)
	if queue == "" {
		return
	}
	said := queueLine{Queue: queue, Depth: atMost(depth)}
	if inFlight >= 0 {
		inFlight = atMost(inFlight)
		said.InFlight = &inFlight
	}
	client.mutex.Lock()
	defer client.mutex.Unlock()
	client.queues[queue] = said
}

// Status tells what is held and what is wrong.
func (client *Client) Status() Status {
	index := client.index.Load()
	client.mutex.Lock()
	defer client.mutex.Unlock()
	status := Status{
		Epoch: index.epoch, Version: index.version, Source: client.source, Problem: client.problem,
		ReceiptProblem: client.receiptProblem, ParseFailures: client.failures.Load(),
		LocalForce: client.force.Load(), Workers: client.supervisor.status(),
	}
	if client.confirmed.Load() != never {
		age := client.age().Seconds()
		status.AgeSeconds = &age
	}
	return status
}

func label(value string) string {
	return strings.NewReplacer("\\", "\\\\", "\"", "\\\"", "\n", "\\n").Replace(value)
}

// Metrics is Prometheus text, to be put beside the program's own.
func (client *Client) Metrics() string {
	var out strings.Builder
	labels := fmt.Sprintf(`program="%s",environment="%s"`, label(client.options.Program), label(client.options.Environment))
	age := "+Inf"
	if client.confirmed.Load() != never {
		age = fmt.Sprintf("%.3f", client.age().Seconds())
	}
	out.WriteString("# HELP switch_snapshot_age_seconds Seconds since the snapshot in use was last known to be the newest.\n")
	out.WriteString("# TYPE switch_snapshot_age_seconds gauge\n")
	fmt.Fprintf(&out, "switch_snapshot_age_seconds{%s} %s\n", labels, age)
	out.WriteString("# HELP switch_owner_decision_total Decisions by owner and by what decided.\n")
	out.WriteString("# TYPE switch_owner_decision_total counter\n")
	words := client.index.Load().words
	for by := range client.totals {
		for side := range client.totals[by] {
			if count := client.totals[by][side].Load(); count > 0 {
				fmt.Fprintf(&out, "switch_owner_decision_total{%s,owner=\"%s\",decided_by=\"%s\"} %d\n",
					labels, label(words[side]), decidedByWords[by], count)
			}
		}
	}
	out.WriteString("# HELP switch_parse_failures_total Snapshots and changes that could not be used.\n")
	out.WriteString("# TYPE switch_parse_failures_total counter\n")
	fmt.Fprintf(&out, "switch_parse_failures_total{%s} %d\n", labels, client.failures.Load())
	return out.String()
}

// Supervise runs a worker under leases from now on.
func (client *Client) Supervise(worker Worker) error {
	if worker.StopWithin == 0 {
		worker.StopWithin = 5 * time.Second
	}
	by := &client.supervisor
	by.mutex.Lock()
	for _, known := range by.workers {
		if known.Name == worker.Name {
			by.mutex.Unlock()
			return fmt.Errorf("%s is supervised already", worker.Name)
		}
	}
	by.workers = append(by.workers, &supervised{Worker: worker, state: "stopped", fence: -1})
	by.mutex.Unlock()
	client.reportSoon()
	return nil
}

func (client *Client) workerOwner(worker string) (string, bool) {
	index := client.index.Load()
	if index.unreadable != "" {
		return "", false
	}
	is, _ := index.resolve(Request{Worker: worker}, client.force.Load() != nil)
	return is.Owner, true
}

// Snapshots

func (client *Client) fail(says string) {
	client.failures.Add(1)
	client.mutex.Lock()
	client.unsentFailures++
	client.problem = says
	client.mutex.Unlock()
	client.options.Log(says)
}

func (client *Client) keyFile() string { return client.options.CacheFile + ".keys" }

func (client *Client) loadLastGood() {
	if client.options.CacheFile == "" {
		return
	}
	text, err := os.ReadFile(client.options.CacheFile)
	if errors.Is(err, os.ErrNotExist) {
		return
	}
	if document, err := os.ReadFile(client.keyFile()); err == nil && !client.isPinned {
		client.keys, _ = readKeyDocument(document)
	}
	var read *held
	if err == nil {
		read, err = client.readSnapshot(text, func(canonical []byte, signature string) error {
			if !client.keys.hold(canonical, signature) {
				return refusal("its signature does not hold")
			}
			return nil
		})
	}
	if err != nil {
		client.fail("the cache file is not used: " + err.Error())
		return
	}
	age := time.Duration(0)
	if file, err := os.Stat(client.options.CacheFile); err == nil {
		// The file's time is when it was last known to be the newest.
		if since := time.Since(file.ModTime()); since > 0 {
			age = since
		}
	}
	client.hold(read, "cache")
	client.confirmed.Store(int64(time.Since(client.began) - age))
}

// Verifies against pinned keys, or against those of the plane, which are asked for when they do not fit.
func (client *Client) verify(canonical []byte, signature string) error {
	if client.keys.hold(canonical, signature) {
		return nil
	}
	if client.isPinned {
		return refusal("its signature is not one of the pinned keys")
	}
	status, _, document, err := client.ask(client.context, "GET", "/plane/v1/keys", nil, nil)
	if err != nil {
		return err
	}
	keys, err := readKeyDocument(document)
	if status != http.StatusOK || err != nil {
		return fmt.Errorf("the keys of the plane cannot be read: it answered %d", status)
	}
	if !keys.hold(canonical, signature) {
		return refusal("its signature does not hold")
	}
	client.keys = keys
	if client.options.CacheFile != "" {
		if err := writeAtomically(client.keyFile(), document); err != nil {
			client.options.Log("the keys could not be kept: " + err.Error())
		}
	}
	return nil
}

func (client *Client) drainCounts() {
	for id, entry := range client.index.Load().routes {
		for side := range entry.count {
			if count := entry.count[side].Swap(0); count > 0 {
				client.unsent[observation{id, client.index.Load().words[side]}] += count
			}
		}
	}
}

func (client *Client) hold(is *held, source string) {
	client.mutex.Lock()
	client.drainCounts()
	isFirst := client.held == nil
	client.held = is
	client.index.Store(is.index)
	client.source = source
	client.appliedAt = time.Now()
	client.mutex.Unlock()
	if isFirst {
		close(client.ready)
	}
	client.supervisor.tick()
	client.reportSoon()
}

// Longer answers are given up: 50,000 routes are 12 MB.
const answerAtMost = 64 << 20

// Whoever closes a client is not kept longer for its goodbye.
const goodbyeWithin = 3 * time.Second

// A receipt that is under way then has so long to be answered.
const lastReceiptWithin = 1500 * time.Millisecond

// Takes a verified snapshot unless a newer one is held. A higher epoch wins.
func (client *Client) accept(is *held, source string) error {
	if before := client.held; before != nil {
		was, now := before.index, is.index
		if now.epoch < was.epoch || now.epoch == was.epoch && now.version < was.version {
			client.trouble(fmt.Sprintf("the plane went back to %s; %s stays", is.id(), before.id()))
			return nil
		}
		if now.epoch == was.epoch && now.version == was.version {
			if is.digest != before.digest {
				return refusal("version " + is.id() + " came with other content; what was there first stays")
			}
			client.confirm(source)
			return nil
		}
	}
	// First: nobody shall be told that what is new is stale.
	client.confirmed.Store(int64(time.Since(client.began)))
	client.hold(is, source)
	client.confirm(source)
	if client.options.CacheFile != "" {
		if err := writeAtomically(client.options.CacheFile, is.text); err != nil {
			client.options.Log("the cache file could not be written: " + err.Error())
		}
	}
	return nil
}

func (client *Client) trouble(says string) {
	client.mutex.Lock()
	client.problem = says
	client.mutex.Unlock()
	client.options.Log(says)
}

func (client *Client) confirm(source string) {
	client.confirmed.Store(int64(time.Since(client.began)))
	client.mutex.Lock()
	client.source, client.problem = source, ""
	isDue := time.Since(client.touched) > 30*time.Second
	if isDue {
		client.touched = time.Now()
	}
	client.mutex.Unlock()
	if isDue && client.options.CacheFile != "" {
		now := time.Now()
		_ = os.Chtimes(client.options.CacheFile, now, now)
	}
}

// The plane

func (client *Client) request(ctx context.Context, method, path string, headers map[string]string, body []byte) (*http.Request, error) {
	whole := *client.address
	whole.RawQuery = ""
	prefix := strings.TrimRight(whole.Path, "/")
	if !strings.HasPrefix(path, "/") {
		prefix += "/plane/v1/" + url.PathEscape(client.options.Program) + "/" + url.PathEscape(client.options.Environment) + "/"
	}
	whole.Path, whole.RawPath = "", ""
	request, err := http.NewRequestWithContext(ctx, method, whole.String()+prefix+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("authorization", "Bearer "+client.options.Token)
	request.Header.Set("user-agent", clientName)
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	return request, nil
}

func (client *Client) ask(ctx context.Context, method, path string, headers map[string]string, body []byte) (int, http.Header, []byte, error) {
	request, err := client.request(ctx, method, path, headers, body)
	if err != nil {
		return 0, nil, nil, err
	}
	response, err := client.http.Do(request)
	if err != nil {
		return 0, nil, nil, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, answerAtMost+1))
	if err == nil && len(content) > answerAtMost {
		err = errors.New("its answer is too long")
	}
	return response.StatusCode, response.Header, content, err
}

func unusable(status int, body []byte) error {
	var problem struct{ Detail string }
	if json.Unmarshal(body, &problem) == nil && problem.Detail != "" {
		return fmt.Errorf("%d: %s", status, problem.Detail)
	}
	return fmt.Errorf("it answered %d", status)
}

func (client *Client) poll() error {
	headers := map[string]string{}
	if client.etag != "" {
		headers["if-none-match"] = client.etag
	}
	status, answered, body, err := client.ask(client.context, "GET", "snapshot", headers, nil)
	if err != nil {
		return err
	}
	if status == http.StatusNotModified {
		client.confirm("poll")
		return nil
	}
	if status != http.StatusOK {
		return unusable(status, body)
	}
	read, err := client.readSnapshot(body, client.verify)
	if err != nil {
		return err
	}
	if err := client.accept(read, "poll"); err != nil {
		return err
	}
	client.etag = ""
	if client.held.digest == read.digest {
		client.etag = answered.Get("etag")
	}
	return nil
}

func (client *Client) followStream() error {
	ctx, cancel := context.WithCancel(client.context)
	defer cancel()
	headers := map[string]string{"accept": "text/event-stream", "cache-control": "no-store"}
	if client.held != nil {
		headers["last-event-id"] = client.held.id()
	}
	request, err := client.request(ctx, "GET", "stream", headers, nil)
	if err != nil {
		return err
	}
	silence := time.AfterFunc(client.options.SilentAfter, cancel)
	defer silence.Stop()
	response, err := client.stream.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		body, _ := io.ReadAll(io.LimitReader(response.Body, 4096))
		return unusable(response.StatusCode, body)
	}
	if client.held != nil {
		// Whoever names the version held gets what is newer, or nothing when there is nothing.
		client.mutex.Lock()
		client.source, client.problem = "stream", ""
		client.mutex.Unlock()
	}
	var buffered []byte
	searched := 0
	chunk := make([]byte, 65536)
	for {
		count, err := response.Body.Read(chunk)
		buffered = append(buffered, chunk[:count]...)
		for {
			end := bytes.Index(buffered[searched:], []byte("\n\n"))
			if end < 0 {
				break
			}
			if err := client.takeEvent(buffered[:searched+end]); err != nil {
				return err
			}
			buffered = append([]byte(nil), buffered[searched+end+2:]...)
			searched = 0
			// Only what is whole is a sign of life; bytes may drip for ever.
			silence.Reset(client.options.SilentAfter)
		}
		if searched = len(buffered) - 1; searched < 0 {
			searched = 0
		}
		if len(buffered) > answerAtMost {
			return errors.New("an event of the stream is too long")
		}
		if ctx.Err() != nil && client.context.Err() == nil {
			return fmt.Errorf("the stream said nothing whole for %s", client.options.SilentAfter)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (client *Client) takeEvent(block []byte) error {
	event := ""
	var lines [][]byte
	for _, line := range bytes.Split(block, []byte("\n")) {
		name, value, _ := bytes.Cut(line, []byte(":"))
		switch string(name) {
		case "event":
			event = strings.TrimSpace(string(value))
		case "data":
			lines = append(lines, bytes.TrimPrefix(value, []byte(" ")))
		}
	}
	text := bytes.Join(lines, []byte("\n"))
	switch {
	case event == "snapshot":
		read, err := client.readSnapshot(text, client.verify)
		if err != nil {
			return err
		}
		return client.accept(read, "stream")
	case event == "change" && client.held == nil:
		return refusal("a change came before any snapshot")
	case event == "change":
		client.etag = ""
		read, err := client.applyChange(client.held, text, client.verify)
		if err != nil {
			return err
		}
		return client.accept(read, "stream")
	case client.held != nil && client.Status().Problem == "":
		// A heartbeat: what is held is still the newest.
		client.confirm("stream")
	}
	return nil
}

func (client *Client) attempt(action func() error) bool {
	// Whatever comes from outside must not end the program.
	err := attempt(action)
	var refused refusal
	switch {
	case err == nil:
		return true
	case errors.As(err, &refused):
		client.fail("a snapshot was not used: " + refused.Error())
	case client.context.Err() == nil:
		client.trouble("the plane cannot be followed: " + err.Error())
	}
	return false
}

func between(least, most time.Duration) time.Duration {
	if most <= least {
		return least
	}
	return least + time.Duration(mathrand.Int63n(int64(most-least)))
}

// Sleeps; false when the client is being closed.
func (client *Client) pause(length time.Duration) bool {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-client.stopping:
		return false
	case <-timer.C:
		return true
	}
}

func (client *Client) follow() {
	defer client.threads.Done()
	for client.context.Err() == nil {
		began := time.Now()
		isOver := client.attempt(client.followStream)
		if isOver && time.Since(began) > client.options.PollMin {
			// It lived and ended, as at a restart: everybody comes back, but not at one moment.
			client.pause(between(0, client.options.ReconnectWithin))
			continue
		}
		if client.context.Err() != nil {
			return
		}
		client.attempt(client.poll)
		client.pause(between(client.options.PollMin, client.options.PollMax))
	}
}

// One line of at most so many UTF-16 code units: what the plane takes in a receipt.
func line(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, " "))
	text = strings.TrimSpace(text)
	units := 0
	for at, r := range text {
		if units++; r > 0xffff {
			units++
		}
		if units > most {
			return text[:at]
		}
	}
	return text
}

// Local force

func (client *Client) forceNow() *LocalForce {
	cut := func(text string) string { return line(text, 500) }
	variable := client.options.ForceVariable
	value := os.Getenv(variable)
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "", "0", "false", "no", "off":
	default:
		if variable != "-" {
			return &LocalForce{instant(client.began), cut(variable + "=" + value)}
		}
	}
	if client.options.ForceFile == "" {
		return nil
	}
	file, err := os.Stat(client.options.ForceFile)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		// It cannot be seen now; what was seen last stays.
		return client.force.Load()
	}
	reason := client.options.ForceFile + " is there"
	if text, err := os.ReadFile(client.options.ForceFile); err == nil && len(bytes.TrimSpace(text)) > 0 {
		reason = string(text[:len(text):len(text)])
	}
	return &LocalForce{instant(file.ModTime()), cut(reason)}
}

// Looks again; true when it was turned on or off since.
func (client *Client) readForce() bool {
	before, now := client.force.Load(), client.forceNow()
	client.force.Store(now)
	return (before == nil) != (now == nil)
}

func instant(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// Receipts

func (client *Client) reportSoon() {
	select {
	case client.wake <- struct{}{}:
	default:
	}
}

// Looks at local force and the leases, however long a receipt is under way.
func (client *Client) look() {
	defer client.threads.Done()
	for client.pause(250 * time.Millisecond) {
		if client.readForce() {
			client.options.Log("local force was turned on or off")
			client.reportSoon()
		}
		client.supervisor.tick()
	}
}

func (client *Client) report() {
	defer client.threads.Done()
	for {
		wait := client.options.ReceiptEvery
		if client.sendReceipt(false) {
			client.supervisor.tick()
			if wait == 0 {
				wait = client.nextReceipt
			}
		} else if retry := between(client.options.PollMin, client.options.PollMax); wait == 0 || retry < wait {
			wait = retry
		}
		timer := time.NewTimer(wait)
		select {
		case <-client.stopping:
			timer.Stop()
			client.sendReceipt(true)
			return
		case <-client.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}

type countLine struct {
	Route string `json:"route,omitempty"`
	Owner string `json:"owner"`
	Count uint64 `json:"count"`
}

type receipt struct {
	Instance      string       `json:"instance"`
	Runtime       string       `json:"runtime"`
	Client        string       `json:"client"`
	Epoch         int64        `json:"epoch"`
	Version       int64        `json:"version"`
	AppliedAt     string       `json:"appliedAt"`
	Decisions     []countLine  `json:"decisions"`
	Observed      []countLine  `json:"observed"`
	Workers       []workerLine `json:"workers"`
	Queues        []queueLine  `json:"queues"`
	ParseFailures int64        `json:"parseFailures"`
	LocalForce    *LocalForce  `json:"localForce"`
	Leaving       bool         `json:"leaving"`
}

const (
	// A receipt is 8 MiB at most, and a line of it 250 bytes.
	linesAtMost = 15_000
	countAtMost = 1_000_000_000
)

// Takes what fits into one receipt; the rest is sent with the next one.
func takeLines(from map[observation]uint64) []countLine {
	lines := []countLine{}
	for key, count := range from {
		if len(lines) == linesAtMost {
			break
		}
		if count > countAtMost {
			lines = append(lines, countLine{key.route, key.owner, countAtMost})
			from[key] = count - countAtMost
			continue
		}
		lines = append(lines, countLine{key.route, key.owner, count})
		delete(from, key)
	}
	return lines
}

func giveBack(to map[observation]uint64, lines []countLine) {
	for _, line := range lines {
		to[observation{line.Route, line.Owner}] += line.Count
	}
}

func (client *Client) nextReceiptBody(isLeaving bool) receipt {
	client.mutex.Lock()
	defer client.mutex.Unlock()
	client.drainCounts()
	index := client.index.Load()
	queues := []queueLine{}
	for _, line := range client.queues {
		queues = append(queues, line)
	}
	made := receipt{
		Instance: client.options.Instance, Runtime: client.options.Runtime, Client: clientName,
		Epoch: index.epoch, Version: index.version, AppliedAt: instant(client.appliedAt),
		Decisions: takeLines(client.unsent), Observed: takeLines(client.observed),
		Workers: client.supervisor.report(), Queues: queues, ParseFailures: client.unsentFailures,
		LocalForce: client.force.Load(), Leaving: isLeaving,
	}
	client.unsentFailures = 0
	return made
}

func (client *Client) sendReceipt(isLeaving bool) bool {
	made := client.nextReceiptBody(isLeaving)
	body, err := json.Marshal(made)
	sent := time.Now()
	var taken receiptAnswer
	if err == nil {
		var status int
		var content []byte
		headers := map[string]string{"content-type": "application/json"}
		ctx, cancel := client.receipts, func() {}
		if isLeaving {
			// The goodbye is sent while everything else is given up.
			ctx, cancel = context.WithTimeout(context.Background(), goodbyeWithin)
		}
		defer cancel()
		status, _, content, err = client.ask(ctx, "POST", "receipts", headers, body)
		if err == nil && status != http.StatusOK {
			err = unusable(status, content)
		}
		if err == nil {
			err = json.Unmarshal(content, &taken)
		}
	}
	client.mutex.Lock()
	defer client.mutex.Unlock()
	if err != nil {
		client.receiptProblem = "the receipt was not taken: " + err.Error()
		giveBack(client.unsent, made.Decisions)
		giveBack(client.observed, made.Observed)
		client.unsentFailures += made.ParseFailures
		return false
	}
	client.receiptProblem = ""
	if len(client.unsent)+len(client.observed) > 0 {
		client.reportSoon()
	}
	client.nextReceipt = time.Duration(math.Min(300, math.Max(1, taken.NextReceiptSeconds)) * float64(time.Second))
	client.supervisor.take(taken, sent)
	return true
}
