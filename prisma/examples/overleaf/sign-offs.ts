import type { ExampleSchedule, ExampleSigning } from "../example-record";

/** When its rows are gone through, and in which batches. */
export const schedule: ExampleSchedule = {
  weeks: [
    { from: -1, scopes: ["contacts"], goals: "Contacts: ten runs without a difference" },
    {
      from: 0,
      scopes: ["chat", "notifications"],
      goals: "Chat and notifications, service by service",
    },
    {
      from: 1,
      scopes: ["2"],
      notes: "after the sandbox image",
      goals: "Stores; compilation if it can",
    },
  ],
  checklist: [
    "Go through the service's checklist, point by point.",
    "Open the last ten parity runs.",
    "See the rollback done, not described.",
    "Sign, or write down the point that is open.",
  ],
  cautions: ["A service is signed whole or stays where it is."],
  batches: [
    { key: "contacts", title: "Contacts", owner: "collaboration" },
    { key: "chat", title: "Chat", owner: "collaboration", due: 4 },
    { key: "notifications", title: "Notifications", owner: "collaboration", due: -2 },
  ],
};

/** What is signed, what moved since, and who stands in for whom. */
export const signing: ExampleSigning = {
  documents: [
    {
      kind: "runbook",
      key: "contacts-rollback.md",
      title: "Contacts: going back",
      place: "services/contacts/ROLLBACK.md",
      owner: "collaboration",
      revision: "7d20b3a",
      signed: { by: "ines", ago: 9 },
    },
    {
      kind: "document",
      key: "service-checklist.md",
      title: "What a service needs to be ready",
      place: "docs/service-checklist.md",
      owner: "collaboration",
      revision: "19ce4d8",
      signed: { by: "ines", ago: 30 },
      now: "b4a7f66",
    },
  ],
  moved: [{ key: "OL-008", anchor: "services/contacts/app/js/ContactManager.js:57" }],
  deputies: [
    {
      absent: "ines",
      deputy: "kenji",
      from: 3,
      until: 17,
      reason: "Two weeks off; Kenji knows the checklists",
    },
  ],
  asks: [{ key: "OL-001", by: "tomasz", ago: 2, due: 1 }],
  returns: [
    {
      key: "OL-003",
      kind: "rejected",
      by: "ines",
      ago: 1.2,
      reason: "Threads of deleted projects are answered; the old service answers 404.",
    },
  ],
};
