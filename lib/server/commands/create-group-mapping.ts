import { createGroupMapping as operation } from "@/lib/contract/groups";
import { Refusal } from "@/lib/domain/refusal";
import { installationChain } from "@/lib/server/audit";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { applyRules, mappingViews } from "@/lib/server/people/group-mappings";

/** Lets a group give a role, a team, or both; whoever signed in with the group has it at once. */
export const createGroupMapping = command(
  { name: "create-group-mapping", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const { provider, group, role, team, inProgram } = input;
    const program = inProgram
      ? await tx.program.findUnique({ where: { key: inProgram }, select: { id: true } })
      : null;
    if (inProgram && !program) {
      throw new Refusal("not-found", `There is no program "${inProgram}".`, [
        { field: "inProgram", says: "does not exist" },
      ]);
    }
    if (team && !(await tx.team.findUnique({ where: { key: team }, select: { id: true } }))) {
      throw new Refusal("not-found", `There is no team "${team}". Make it first.`, [
        { field: "team", says: "does not exist" },
      ]);
    }
    // Whoever makes a rule at the same moment waits here and then sees this one.
    await tx.$queryRaw(
      sql`SELECT "chain" FROM "AuditChain" WHERE "chain" = ${installationChain} FOR UPDATE`,
    );
    const rule = { provider, group, programId: program?.id ?? null, role, team };
    if (await tx.groupMapping.findFirst({ where: rule, select: { id: true } })) {
      throw new Refusal("conflict", `The group ${group} gives that already.`);
    }
    const { id } = await tx.groupMapping.create({
      data: { ...rule, createdByName: actor.name, createdAt: now },
    });
    const changed = await applyRules(tx, provider, group, now);
    const [view] = await mappingViews(tx, { id });
    if (!view) throw new Error("The rule that was just made is not there.");
    return {
      event: { subject: { mapping: id, provider, group }, now: { ...view, changed } },
      result: view,
    };
  },
);
