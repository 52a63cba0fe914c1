import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorsIn, decisionIn, rollbackNoteIn } from "@/lib/domain/sign-off-shown";
import { isAnchor } from "@/lib/domain/sign-off-step";
import { createProgram } from "@/lib/server/commands/create-program";
import { sql } from "@/lib/server/db";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

beforeAll(async () => {
  runtime = await startTestRuntime();
  await createProgram.run(as(admin), { key: "facts", legacy: "python", target: "go" });
  ({ id: programId } = await runtime.database.program.findUniqueOrThrow({
    where: { key: "facts" },
  }));
});
afterAll(() => runtime.close());

const names = fc.constantFrom(
  ...[
    "evidence_ref",
    "test_evidence_ref",
    "added_anchors",
    "anchor",
    "anchored",
    "code_source_ref",
  ],
  ...["rollback_note", "rollback_steps", "rollback_value", "rollback_control", "rollback"],
  ...["retirement_decision", "notes", "a"],
);
const pieces = fc.constantFrom(
  ...[
    "tag.py:72",
    "endpoints/v1/tag.py:7",
    ":9",
    "tag.py:",
    "tag.py",
    "a b.py:1",
    "x:1:2",
    "\t",
    "\n",
  ],
  ...[";", ",", " ", "", "D-7", "D-12345", "AD-7", "(D-0042)", "D-7b", '"', "\\", "ü"],
);
const values = fc.array(pieces, { maxLength: 6 }).map((each) => each.join(""));
const attributesOf = fc.dictionary(names, values, { maxKeys: 5, noNullPrototype: true });

type Facts = { isAnchored: boolean; hasWayBack: boolean; retiringDecision: string | null };

/** What the database says of rows with such attributes, in their order. */
const factsOf = async (all: readonly Record<string, string>[]): Promise<Facts[]> => {
  await runtime.database.item.deleteMany({ where: { programId } });
  await runtime.database.item.createMany({
    data: all.map((attributes, at) => ({
      programId,
      kind: "route",
      key: String(at).padStart(6, "0"),
      title: "",
      verification: "planned",
      isSwitchable: true,
      attributes,
    })),
  });
  return runtime.database.$queryRaw<Facts[]>(sql`
    SELECT "isAnchored", "hasWayBack", "retiringDecision" FROM "Item"
    WHERE "programId" = ${programId}::uuid ORDER BY "key"`);
};

const rowsOf = 500;

describe("what the database works out of a row's attributes is what the rules of signing say", () => {
  test("of whatever attributes: a place in the source and a way back", async () => {
    const rows = fc.sample(attributesOf, rowsOf);
    const facts = await factsOf(rows);
    const differ = rows.filter(
      (attributes, at) =>
        facts[at]?.isAnchored !== anchorsIn(attributes).some(isAnchor) ||
        facts[at]?.hasWayBack !== (rollbackNoteIn(attributes) !== null),
    );
    expect(differ).toEqual([]);
    expect(facts.filter(({ isAnchored }) => isAnchored).length).toBeGreaterThan(20);
  });

  test("of a decision that an attribute names, what somebody named here before others", async () => {
    const rows = fc
      .sample(fc.tuple(names, values), rowsOf)
      .map(([name, value]): Record<string, string> => ({ [name]: value }));
    rows.push({ retirement_decision: " D-8 ", notes: "see D-7" });
    const facts = await factsOf(rows);
    const differ = rows.filter(
      (attributes, at) => facts[at]?.retiringDecision !== decisionIn(attributes),
    );
    expect(differ).toEqual([]);
    expect(facts.at(-1)?.retiringDecision).toBe("D-8");
  });
});
