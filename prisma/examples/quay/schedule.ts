import type { ExampleSchedule } from "../example-record";

/** By which weeks the registry's rows are gone through: tokens and pulls first, the pages last. */
export const schedule: ExampleSchedule = {
  weeks: [
    {
      from: -1,
      scopes: ["A1", "P1", "W1"],
      goals: "Owners sign the registry's routes; rollback drills are looked at",
    },
    {
      from: 0,
      scopes: ["A3", "P2", "W2"],
      goals: "Scanning routes and their worker as one unit; what couples to queues",
    },
    {
      from: 1,
      scopes: ["A2", "P3", "W2"],
      notes: "route cleanup pass",
      goals: "The web API, and what deletes",
    },
    {
      from: 2,
      scopes: ["A4", "P4", "P5", "W3"],
      notes: "final route verification audit",
      goals: "Pages, long-running workers, and what is still open",
    },
  ],
  checklist: [
    "Look back at last week's regressions and rollback drills.",
    "Open the test evidence of the rows that are up.",
    "Hear the owner of each row.",
    "Sign what can be signed, send back what cannot.",
    "Bring the program gates up to date.",
  ],
  cautions: [
    "A3 and the P2 worker are reviewed together: they flip together.",
    "A route that puts work onto a queue waits for the queue's own tests.",
  ],
  batches: [
    { key: "a1-registry-v2", title: "Registry v2", owner: "registryd-v2" },
    { key: "a3-secscan", title: "Security scanning", owner: "api-service-secscan", due: 3 },
  ],
};
