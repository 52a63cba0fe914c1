import { removeDependency as operation } from "@/lib/contract/dependencies";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { refuseUnrequested, writeCriteria } from "@/lib/server/gates/criteria";
import { dependencyView } from "@/lib/server/inventory/dependency-view";

/**
 * Takes a dependency away: flips are no longer checked against it. Where an environment is protected
 * it is asked for with a request.
 */
export const removeDependency = command(
  { name: "remove-dependency", allow: "program:configure", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const row = await tx.dependency.findFirst({
      where: { id: input.dependency, programId: program.id },
    });
    if (!row) throw new Refusal("not-found", `${program.key} has no such dependency.`);
    const criteria = { kind: "dependency", dependency: row.id } as const;
    await refuseUnrequested(tx, program.id, criteria);
    await writeCriteria({ tx, actor, now, program }, criteria);
    const was = dependencyView(row);
    return {
      event: { subject: { dependency: row.id }, was, reason: input.reason },
      result: was,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
