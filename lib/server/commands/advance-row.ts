import { advanceRow as operation } from "@/lib/contract/sign-off-subjects";
import { editedHere } from "@/lib/domain/merge-item";
import { Refusal } from "@/lib/domain/refusal";
import { factsOf } from "@/lib/domain/sign-off-shown";
import { missingForStep, stepsFrom } from "@/lib/domain/sign-off-step";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { raiseInventory, takeInventory } from "@/lib/server/owners/owner-write";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { readSubjects } from "@/lib/server/sign-offs/subject-reading";

/** Takes a row one step up the ladder, where a machine may: what a signature is needed for is refused. */
export const advanceRow = command(
  { name: "advance-row", allow: "row:support", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { kind, key } = input;
    await takeInventory(tx, program, undefined);
    const settings = await signOffSettings(tx, program.id);
    const [subject] = await readSubjects(tx, program, settings, now, [{ kind, key }]);
    if (!subject) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    const facts = factsOf(subject.shown);
    if (input.from !== undefined && input.from !== facts.state) {
      throw new Refusal("conflict", `${key} is ${facts.state}, not ${input.from}. Look again.`);
    }
    const step = stepsFrom(facts.state, kind).find(({ byMachine }) => byMachine);
    if (!step) {
      throw new Refusal(
        "conflict",
        `From ${facts.state} on, ${key} takes a person's signature and no step of a machine.`,
      );
    }
    const missing = missingForStep(facts, step);
    if (missing.length > 0) {
      const says = missing.map((need) => need.says).join(" ");
      throw new Refusal("conflict", `${key} cannot be ${step.to} yet. ${says}`, [...missing]);
    }
    const moved = await tx.$executeRaw(sql`
      UPDATE "Item" SET "verification" = ${step.to}, "updatedAt" = ${now},
        "provenance" = "provenance" || jsonb_build_object('verification',
          jsonb_build_array(jsonb_build_object('file', ${editedHere}::text)))
      WHERE "id" = ${subject.row.id}::uuid AND "verification" = ${step.from}`);
    if (moved !== 1) throw new Refusal("conflict", "Somebody else moved it at the same moment.");
    await raiseInventory(tx, program);
    const [result] = await readSubjectRows(tx, program, { actor, now }, [{ kind, key }]);
    if (!result) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    return {
      event: {
        subject: { kind, key },
        was: { state: step.from },
        now: { state: step.to, anchors: facts.anchors },
      },
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
