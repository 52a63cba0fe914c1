import { mapTest as operation } from "@/lib/contract/tests";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { lockEvidence } from "@/lib/server/evidence/evidence-write";
import { joinStored } from "@/lib/server/evidence/join-stored";
import { contractTests } from "@/lib/server/evidence/program-test-join";

/** Says once, for ever, which contract test a reported test is; what the newest reports hold of it counts at once. */
export const mapTest = command(
  { name: "map-test", allow: "inventory:import", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { identity } = input;
    const asked = input.test.trim().toLowerCase();
    const test = (await contractTests(tx, program.id)).find((key) => key.toLowerCase() === asked);
    if (test === undefined) {
      const says = `No row of ${program.key} names the contract test ${input.test}. Import a tracker that does, or choose another.`;
      throw new Refusal("not-found", says, [{ field: "test", says }]);
    }
    await lockEvidence(tx, program.id);
    const where = { programId_identity: { programId: program.id, identity } };
    const unmatched = await tx.unmatchedTest.findUnique({ where });
    const earlier = await tx.testMapping.findUnique({ where });
    if (!unmatched && !earlier) {
      throw new Refusal("not-found", `No reported test is called ${identity} and matches nothing.`);
    }
    if (earlier?.testKey === test) {
      throw new Refusal("no-effect", `${identity} is ${test} already.`);
    }
    const named = unmatched ?? earlier;
    const said = { testKey: test, byName: actor.name, at: now };
    await tx.testMapping.upsert({
      where,
      create: {
        programId: program.id,
        identity,
        className: named?.className ?? "",
        name: named?.name ?? "",
        file: named?.file ?? null,
        ...said,
      },
      update: said,
    });
    const results = await joinStored(tx, program.id, new Map([[identity, test]]));
    const stored =
      results === 0
        ? ""
        : ` ${results} ${results === 1 ? "result" : "results"} of the newest reports count as it now.`;
    return {
      event: {
        subject: { test: identity },
        was: earlier ? { test: earlier.testKey } : null,
        now: { test },
        reason: input.reason ?? null,
      },
      result: { identity, test, results, says: `${identity} is ${test} from now on.${stored}` },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
