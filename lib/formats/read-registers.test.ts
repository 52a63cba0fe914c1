import { describe, expect, it } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import {
  type CriterionGroup,
  type CriterionState,
  milestoneReadiness,
} from "@/lib/domain/milestone-readiness";
import { Refusal } from "@/lib/domain/refusal";
import type { RegisterEntry } from "@/lib/domain/registers";
import { readInventory } from "./read-inventory";

const words = { legacy: "python", target: "go" };
const read = (...files: readonly (readonly [name: string, ...lines: string[]])[]) =>
  readInventory(
    files.map(([name, ...lines]) => ({
      name,
      bytes: new TextEncoder().encode(lines.join("\n")),
    })),
    words,
  );
const entriesOf = (reading: ReturnType<typeof read>): readonly RegisterEntry[] =>
  reading.registers ?? [];
const find = (reading: ReturnType<typeof read>, key: string): RegisterEntry => {
  const entry = entriesOf(reading).find((known) => known.key === key);
  if (!entry) throw new Error(`no ${key}`);
  return entry;
};
const valuesOf = (entry: RegisterEntry): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entry.fields).map(([name, { value }]) => [name, value]));
const refusalOf = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("not refused");
};

describe("program gates", () => {
  it("come from any table with a gate and a status, their columns named by meaning", () => {
    const reading = read([
      "a.csv",
      "Gate ID,Question,Gate Status,Team,Due date,Evidence",
      "SEC-1,Threat model signed?,Ready for approval,security,1 Mar 2026,tm.pdf",
    ]);
    expect(entriesOf(reading)).toMatchObject([{ kind: "program-gate", key: "SEC-1", position: 0 }]);
    expect(valuesOf(find(reading, "SEC-1"))).toEqual({
      title: "Threat model signed?",
      state: "ready-for-approval",
      owner: "security",
      dueAt: "2026-03-01",
      evidence: "tm.pdf",
    });
    expect(find(reading, "SEC-1").fields.state?.origins).toEqual([
      { file: "a.csv", row: 2, column: "Gate Status" },
    ]);
  });

  it("keep a state that is none as pending, and a date that is none as open, and say so", () => {
    const reading = read([
      "a.csv",
      "gate,description,status,due",
      "G0,Inventory,nearly there,next week",
      "G1,Design,ready,TBD",
      "G2,Plan,ready,02/03/2026",
    ]);
    expect(valuesOf(find(reading, "G0"))).toEqual({ title: "Inventory", state: "pending" });
    expect(reading.findings.map(({ code, says }) => [code, says])).toEqual([
      [
        "unknown-word",
        "G0: “nearly there” in a.csv, row 2, column status is no state of a gate; it is imported as pending.",
      ],
      ["unknown-word", "G0: “next week” in a.csv, row 2, column due is no date; it is left open."],
      ["unknown-word", "G2: “02/03/2026” in a.csv, row 4, column due is no date; it is left open."],
    ]);
  });

  it.each([
    [
      "two columns of one meaning",
      ["gate,description,status,state", "G0,Inventory,ready,blocked"],
      /“status” and “state” both name the state, and row 2 says “ready” and “blocked”/,
    ],
    [
      "one gate with two contents",
      ["gate,description,status", "G0,Inventory,ready", "G0,Inventory,blocked"],
      /G0 stands in rows 2 and 3 with different values/,
    ],
    [
      "a gate without a name",
      ["gate,description,status", ",Inventory,ready"],
      /Row 2 has nothing in column “gate”/,
    ],
  ])("are refused whole for %s", (_, lines, says) => {
    expect(refusalOf(() => read(["a.csv", ...lines])).message).toMatch(says);
  });
});

describe("criteria of a milestone", () => {
  const table = ["| Criterion | Status |", "|---|---|", "| Schema frozen | done |"];

  it.each([
    ["the title of the file", ["# M3 exit criteria", "", ...table], "M3"],
    ["the heading above the table", ["# Plan", "## Milestone 2", "", ...table], "M2"],
    ["any other title, as a name of its own", ["# Go live", "", ...table], "go-live"],
  ])("belong to the milestone of %s", (_, lines, key) => {
    const reading = read(["a.md", ...lines]);
    expect(entriesOf(reading).map((entry) => entry.key)).toEqual([key, `${key}/schema-frozen`]);
  });

  it("belong to the milestone of their row where a column names it", () => {
    const reading = read([
      "a.csv",
      "milestone,criterion,status,owner",
      "M1,Schema frozen,yes,data",
      "M2,Schema frozen,no,data",
    ]);
    expect(entriesOf(reading).map(({ key, fields }) => [key, fields.stated?.value])).toEqual([
      ["M1", undefined],
      ["M2", undefined],
      ["M1/schema-frozen", "pass"],
      ["M2/schema-frozen", "fail"],
    ]);
  });

  it("are unknown where the word is, which is told unless it says so itself", () => {
    const reading = read(["M1.csv", "criterion,status", "One,perhaps", "Two,TBD"]);
    expect(find(reading, "M1/one").fields).not.toHaveProperty("stated");
    expect(find(reading, "M1/two").fields).not.toHaveProperty("stated");
    expect(reading.findings.map(({ says }) => says)).toEqual([
      "M1/one: “perhaps” in M1.csv, row 2, column status does not say whether the criterion holds; it is unknown.",
    ]);
  });

  it("are tasks in a list of items that belongs to no milestone", () => {
    const reading = read(["todo.csv", "item,status,evidence", "Wire it,done,x"]);
    expect(reading.items).toMatchObject([{ kind: "task" }]);
    expect(entriesOf(reading)).toEqual([]);
  });
});

describe("decisions", () => {
  const list = [
    "| ID | Decision | Status | Owner | Target date |",
    "|---|---|---|---|---|",
    "| D-1 | Router | open | runtime | 2026-02-26 |",
  ];
  const log = (outcome: string) => [
    "| Decision ID | Outcome | Approved by | Approval date |",
    "|---|---|---|---|",
    `| D-1 | ${outcome} | board | 2026-02-20 |`,
  ];

  it("are joined with their log, which is believed on what became of them and told to differ", () => {
    const reading = read(["list.md", ...list], ["log.md", ...log("approved")]);
    expect(valuesOf(find(reading, "D-1"))).toMatchObject({
      status: "approved",
      decidedByName: "board",
      decidedAt: "2026-02-20",
      owner: "runtime",
    });
    expect(reading.findings.map(({ code, says }) => [code, says])).toEqual([
      [
        "contradiction",
        "D-1: status is “approved” in log.md, row 3, column Outcome and “open” in list.md, row 3, column Status. “approved” is kept: the decision log is believed before the decisions.",
      ],
    ]);
  });

  it("that are approved without a record of it are told, where a log was read", () => {
    const approved = list.map((line) => line.replace("open", "approved"));
    const other = log("approved").map((line) => line.replace("D-1", "D-2"));
    const says = read(["list.md", ...approved], ["log.md", ...other]).findings.map(
      (finding) => finding.says,
    );
    expect(says).toContainEqual(
      expect.stringMatching(/D-1 is approved in list\.md.*does not say who/),
    );
    expect(read(["list.md", ...approved]).findings).toEqual([]);
  });

  it("take their options and their recommendation from sections beneath a heading of theirs", () => {
    const reading = read([
      "list.md",
      ...list,
      "",
      "## 4. D-1 options",
      "### Option A: `chi`",
      "Advantages:",
      "- Groups",
      "Disadvantages:",
      "- A dependency",
      "```",
      "### Option Z: code",
      "```",
      "### Option B: stdlib",
      "### Recommendation",
      "",
      "**Option B** it is.",
      "## 5. Something else",
      "### Option C: of nothing",
    ]);
    expect(valuesOf(find(reading, "D-1"))).toMatchObject({
      recommendation: "Option B it is.",
      options: [
        { key: "A", title: "chi", for: ["Groups"], against: ["A dependency"] },
        { key: "B", title: "stdlib", for: [], against: [] },
      ],
    });
  });
});

describe.skipIf(realFixtures() === null)(
  "the registers of a real program (skipped without ../shared/real)",
  () => {
    const files = realFiles("quay");
    const reading = readInventory(files, words);
    const ofKind = (kind: RegisterEntry["kind"]) =>
      entriesOf(reading).filter((entry) => entry.kind === kind);

    it("hold these entries, and leave nothing of their own open", () => {
      const counts = Object.fromEntries(
        ["program-gate", "milestone", "criterion", "decision", "budget"].map((kind) => [
          kind,
          ofKind(kind as RegisterEntry["kind"]).length,
        ]),
      );
      expect(counts).toEqual({
        "program-gate": 16,
        milestone: 1,
        criterion: 19,
        decision: 9,
        budget: 6,
      });
      expect(ofKind("program-gate").map(({ key }) => key)).toEqual(
        Array.from({ length: 16 }, (_, at) => `G${at}`),
      );
    });

    it("hold the three sub-gates of G8", () => {
      const { value } = find(reading, "G8").fields.subGates ?? {};
      expect(value).toMatchObject([
        { key: "a", title: "mirror-mode SQLite DAL wiring validated" },
        { key: "b", title: "schema drift CI gate operational" },
        { key: "c", title: expect.stringMatching(/^sqlalchemybridge\.py retirement tracked/) },
      ]);
    });

    it("read M0 as its own file says: NO-GO, with 11 core criteria and 1 additional blocking", () => {
      const criteria = ofKind("criterion").map(({ key, fields, defaults }) => ({
        key,
        owner: null,
        group: defaults.group as CriterionGroup,
        state: (fields.stated?.value ?? "unknown") as CriterionState,
      }));
      const readiness = milestoneReadiness(criteria);
      const text = new TextDecoder().decode(
        files.find(({ name }) => name === "m0_readiness_checklist.md")?.bytes,
      );
      const [, core, additional] = /(\d+) core criteria \+ (\d+) additional/.exec(text) ?? [];
      expect(text).toContain("**NO-GO**");
      expect(readiness.verdict).toBe("no-go");
      expect(readiness.core).toMatchObject({ total: 17, fail: Number(core) });
      expect(readiness.additional).toMatchObject({ total: 2, fail: Number(additional) });
      expect(readiness.says).toBe(
        "NO-GO: 11 core criteria and 1 additional do not hold. Nobody is named for them.",
      );
    });

    it("give the open decisions their options and say who approved the others", () => {
      expect(find(reading, "D-006").fields.options?.value).toHaveLength(3);
      expect(valuesOf(find(reading, "D-007")).recommendation).toMatch(/^Option C \(hybrid\)/);
      expect(valuesOf(find(reading, "D-002"))).toMatchObject({
        status: "approved",
        decidedByName: "user",
        decidedAt: "2026-02-08",
        effectiveAt: "2026-02-08",
      });
      expect(valuesOf(find(reading, "D-009"))).not.toHaveProperty("targetAt");
    });
  },
);
