import { plainItems, workerItems } from "./example-items";
import type { ExampleProgram } from "./example-program";
import { exampleReading } from "./example-reading";
import { obbyRecord } from "./obby/record";
import { flaskStyle } from "./path-styles";
import { numberedKey, routeItems } from "./route-items";
import type { RouteSection } from "./route-section";

const desktop = { prefix: "/api", team: "desktop", authentication: "local" } as const;
const blocked = { verification: "needs-triage", word: "blocked on protoc" } as const;

const routes: readonly RouteSection[] = [
  {
    ...desktop,
    family: "file-watcher",
    source: "backend/watcher.py",
    phase: "1",
    wave: "weeks 1-3",
    rows: [
      ["state of the watcher", "GET", "/watch/status"],
      ["Start watching", "POST", "/watch/start"],
      ["Stop watching", "POST", "/watch/stop"],
      ["patterns that are ignored", "GET PUT", "/watch/patterns"],
    ],
  },
  {
    ...desktop,
    family: "content-tracker",
    source: "backend/tracker.py",
    phase: "2",
    wave: "weeks 4-6",
    rows: [
      ["tracked files", "GET", "/files"],
      ["versions of a file", "GET", "/files/{file+}/versions"],
      ["Scan a folder", "POST", "/files/scan"],
      ["changes", "GET", "/changes"],
      ["change", "GET", "/changes/{change_id:[0-9]+}"],
    ],
  },
  {
    ...desktop,
    family: "query",
    source: "backend/search.py",
    phase: "3",
    wave: "weeks 7-8",
    stated: blocked,
    rows: [
      ["Search in what was tracked", "POST", "/search"],
      ["suggestions for a search", "GET", "/search/suggestions"],
    ],
  },
  {
    ...desktop,
    family: "sse-hub",
    source: "backend/events.py",
    phase: "4",
    wave: "weeks 9-10",
    stated: blocked,
    rows: [
      ["events of files", "GET", "/events/files"],
      ["events of sessions", "GET", "/events/sessions"],
    ],
  },
];

const testKey = numberedKey("OBBY-TEST", 3);

/** A desktop back end that set out from Python to Go and came back: a migration that ended in rollback. */
export const obby: ExampleProgram = {
  key: "obby",
  name: "Obby",
  description:
    "The back end of a desktop application was to move to Go in four services over ten weeks: file " +
    "watcher and content tracker, then query and event hub if time allowed. It uses flags of its own.",
  legacy: "python",
  target: "go",
  environments: [
    { key: "nightly", name: "Nightly build", isProtected: false },
    { key: "release", name: "Release", isProtected: true },
  ],
  naming: {
    values: "boolean",
    program: null,
    family: null,
    capability: "USE_GO_{KEY}",
    route: null,
    worker: null,
    force: "EMERGENCY_ROLLBACK_TO_PYTHON",
    canary: { orgs: null, repos: null, users: null, percent: null },
    exceptions: {
      "percent:file-watcher": "GO_WATCHER_ROLLOUT_PERCENTAGE",
      "percent:content-tracker": "GO_TRACKER_ROLLOUT_PERCENTAGE",
    },
  },
  capabilityRules: [],
  capabilities: [
    { key: "file-watcher", name: "File watcher", description: "Notices what changes on disk." },
    {
      key: "content-tracker",
      name: "Content tracker",
      description: "Keeps the versions of what was noticed.",
    },
    { key: "query", name: "Query", description: "Search; optional, never begun." },
    {
      key: "sse-hub",
      name: "Event hub",
      description: "Events to the window; optional, never begun.",
    },
  ],
  reading: exampleReading([
    ...routeItems(routes, {
      keyOf: numberedKey("OBBY", 3),
      testsOf: (index) => [{ id: testKey(index), role: "contract" }],
      pathStyle: flaskStyle(),
      verificationOf: () => "source-anchored-needs-review",
    }),
    ...workerItems(
      [
        [
          "watch-loop",
          "Follows the file system",
          "1",
          "desktop",
          "source-anchored-needs-review",
          "file-watcher",
        ],
        [
          "version-writer",
          "Writes versions of changed files",
          "2",
          "desktop",
          "source-anchored-needs-review",
          "content-tracker",
        ],
      ],
      {
        keyPrefix: "OBBY-W",
        testPrefix: "OBBY-WORKER",
        sourceOf: (name) => `backend/${name.replace("-", "_")}.py`,
      },
    ),
    ...plainItems("tool", [
      {
        key: "protoc",
        title: "Compiler of the interface between both sides",
        team: "desktop",
        attributes: {
          state: "missing on the build machines",
          holds: "query, sse-hub",
        },
      },
    ]),
  ]),
  switches: [
    {
      environment: "nightly",
      reason: "Phase 1: the watcher in Go for one installation in ten",
      edits: [
        {
          level: "capability",
          key: "file-watcher",
          owner: "go",
          canary: { percent: 1000, key: "targetingKey" },
        },
      ],
    },
    {
      environment: "nightly",
      reason: "Phase 2: the tracker in Go for one installation in twenty",
      edits: [
        {
          level: "capability",
          key: "content-tracker",
          owner: "go",
          canary: { percent: 500, key: "targetingKey" },
        },
      ],
    },
    {
      environment: "nightly",
      reason: "Versions went missing when both sides watched one folder: everything back to Python",
      edits: [
        { level: "capability", key: "file-watcher", owner: null },
        { level: "capability", key: "content-tracker", owner: null },
      ],
    },
  ],
  record: obbyRecord,
  status: "abandoned",
  note:
    "Ended in rollback. The Go services lost versions when both sides watched one folder, and the " +
    "interface could not be built for want of protoc on the build machines. Every switch went back to " +
    "Python and the Go services were removed from the tree. This record is kept.",
};
