import { removeDependency as operation } from "@/lib/contract/dependencies";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { dependencyView } from "@/lib/server/dependency-view";

/** Takes a dependency away: flips are no longer checked against it. */
export const removeDependency = command(
  { name: "remove-dependency", allow: "program:configure", input: operation.input },
  async ({ tx, input, program }) => {
    const row = await tx.dependency.findFirst({
      where: { id: input.dependency, programId: program.id },
    });
    if (!row) throw new Refusal("not-found", `${program.key} has no such dependency.`);
    const { count } = await tx.dependency.deleteMany({ where: { id: row.id } });
    if (count === 0)
      throw new Refusal("conflict", "Somebody else took it away at the same moment.");
    const was = dependencyView(row);
    return {
      event: { subject: { dependency: row.id }, was, reason: input.reason },
      result: was,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
