import { addRowEvidence as operation } from "@/lib/contract/sign-off-subjects";
import { Refusal } from "@/lib/domain/refusal";
import { addedHere, anchorsIn } from "@/lib/domain/sign-off-shown";
import { isAnchor } from "@/lib/domain/sign-off-step";
import { command } from "@/lib/server/command";
import { addTest, setAttribute, takeRow } from "@/lib/server/sign-offs/row-support";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";

const refuse = (says: string): never => {
  throw new Refusal("invalid", says, [{ field: "value", says }]);
};

const same = (says: string): never => {
  throw new Refusal("no-effect", says);
};

/** Adds to a row what its next step needs. It is marked as said here: an import shows the difference and leaves it. */
export const addRowEvidence = command(
  { name: "add-row-evidence", allow: "row:support", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { kind, key, add, value, role } = input;
    const row = await takeRow(tx, program, { kind, key });
    const { attributes } = row;
    const set = (name: string, text: string) => setAttribute(tx, program, row, name, text, now);
    let was: string | null = null;
    switch (add) {
      case "anchor": {
        if (!isAnchor(value))
          refuse("A source anchor is a file and a line: endpoints/v1/tag.py:72.");
        if (anchorsIn(attributes).includes(value)) same(`${key} names ${value} already.`);
        const known = attributes[addedHere.anchor];
        await set(addedHere.anchor, known ? `${known}; ${value}` : value);
        break;
      }
      case "rollback-note": {
        was = attributes[addedHere[add]] ?? null;
        if (was === value) same(`${key} says that already.`);
        await set(addedHere[add], value);
        break;
      }
      case "decision": {
        was = attributes[addedHere[add]] ?? null;
        if (was === value) same(`${key} names ${value} already.`);
        const where = { programId_key: { programId: program.id, key: value } };
        if (!(await tx.decision.findUnique({ where, select: { id: true } }))) {
          refuse(`There is no decision ${value} in the register.`);
        }
        await set(addedHere[add], value);
        break;
      }
      case "test": {
        if (!/^\S{1,200}$/.test(value)) refuse("A contract test is one word: PT-ROUTE-0311.");
        if (row.tests.some((test) => test.id === value && test.role === role)) {
          same(`${key} names ${value} already.`);
        }
        await addTest(tx, program, row, { id: value, role }, now);
        break;
      }
    }
    const [result] = await readSubjectRows(tx, program, { actor, now }, [{ kind, key }]);
    if (!result) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    return {
      event: {
        subject: { kind, key },
        was: was === null ? null : { [add]: was },
        now: { [add]: value, ...(add === "test" ? { role } : {}) },
        reason: input.reason ?? null,
      },
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
