/** The type of a fact as an expression sees it. */
export type FactType =
  | "int"
  | "double"
  | "string"
  | "bool"
  | { readonly list: FactFields }
  | { readonly map: FactFields }
  | FactFields;

type FactFields = { readonly fields: Readonly<Record<string, FactEntry>> };
export type FactEntry = { readonly type: FactType; readonly says: string };

const int = (says: string): FactEntry => ({ type: "int", says });
const hours = (says: string): FactEntry => ({ type: "double", says });
const string = (says: string): FactEntry => ({ type: "string", says });
const bool = (says: string): FactEntry => ({ type: "bool", says });

const testFields: FactFields = {
  fields: {
    total: int("contract tests of its rows"),
    passing: int("that pass on what runs"),
    failing: int("that fail"),
    skipped: int("that were skipped"),
    flaky: int("that passed only when tried again"),
    disputed: int("of which reports of one build disagree"),
    missing: int("that have not run on what runs"),
    untestedRows: int("rows without any test"),
    newestAgeHours: hours("age of the newest run"),
    oldestAgeHours: hours("age of the oldest run"),
  },
};

const seenFields: FactFields = {
  fields: {
    environment: string("environment; empty where it names none"),
    outcome: string("pass, fail or inconclusive"),
    ageDays: hours("days since"),
    hours: hours("hours that it ran; of a canary"),
  },
};

const buildFields: FactFields = {
  fields: { commit: string("commit that runs"), ageHours: hours("since when, in hours") },
};

const rowFields: FactFields = {
  fields: {
    kind: string("route, worker, queue, …"),
    key: string("its key"),
    title: string("its title"),
    state: string("of the verification ladder"),
    wave: string("its wave; empty without"),
    team: string("its team; empty without"),
    tests: int("contract tests it has"),
    signature: string("none, stands or stale"),
  },
};

/** Every fact that an expression can read: its type and what it means. */
export const factSchema = {
  tests: { type: testFields, says: "Contract tests on the target, of the builds that run" },
  legacyTests: { type: testFields, says: "The same tests on legacy" },
  budgets: {
    type: {
      list: {
        fields: {
          key: string("its key"),
          state: string("collecting, baselined, within, breached or unknown"),
          samples: int("samples that it was read from"),
        },
      },
    },
    says: "Budgets that cover it",
  },
  drills: { type: { list: seenFields }, says: "Rollback drills, of every environment" },
  canaries: { type: { list: seenFields }, says: "Canaries that were reported" },
  evidence: {
    type: { map: seenFields },
    says: "By kind, the newest evidence about it that counts here",
  },
  items: { type: { list: rowFields }, says: "Its rows" },
  documents: { type: { list: rowFields }, says: "Documents of the program" },
  signatures: {
    type: {
      fields: {
        standing: int("of its rows, signed and fresh"),
        stale: int("signed, and what was signed holds no more"),
        missing: int("neither signed nor retired"),
      },
    },
    says: "Signatures of its rows",
  },
  signed: {
    type: {
      list: {
        fields: {
          kind: string("document, runbook, capability or program-gate"),
          key: string("its key"),
          state: string("signed, unsigned or stale"),
        },
      },
    },
    says: "Documents, runbooks, gates and capabilities of the program",
  },
  decisions: {
    type: {
      map: {
        fields: {
          state: string("open, approved, rejected or superseded"),
          title: string("what it decides"),
        },
      },
    },
    says: "Decisions of the register, by key",
  },
  queues: {
    type: {
      list: {
        fields: {
          key: string("the queue"),
          producers: int("rows known to write to it"),
          consumers: int("rows known to read from it"),
          tests: int("compatibility tests"),
          passing: int("that pass on the target"),
        },
      },
    },
    says: "Queues that its rows write to or read from",
  },
  deployments: {
    type: {
      fields: {
        legacy: { type: buildFields, says: "what runs as legacy" },
        target: { type: buildFields, says: "what runs as target" },
      },
    },
    says: "The newest build of each side here",
  },
  flip: {
    type: {
      fields: {
        step: string("none, some or all of it on the target"),
        hoursSinceFirst: hours("since its first cohort"),
        hoursOnTarget: hours("since all of it"),
      },
    },
    says: "How far it is flipped here",
  },
  blockers: {
    type: {
      list: {
        fields: {
          number: int("its number"),
          text: string("what it says"),
          owner: string("whose; empty without"),
          ageDays: hours("days since"),
        },
      },
    },
    says: "Open blockers that hold it",
  },
  waivers: {
    type: {
      list: {
        fields: { gate: string("the gate"), daysLeft: hours("days until it ends") },
      },
    },
    says: "Waivers in force for it",
  },
  environment: {
    type: {
      fields: { key: string("its key"), isProtected: bool("whether it is protected") },
    },
    says: "The environment",
  },
  capability: {
    type: {
      fields: {
        key: string("its key"),
        routes: int("routes"),
        workers: int("workers"),
      },
    },
    says: "The capability",
  },
} as const satisfies Record<string, FactEntry>;
