import { grantRole as operation } from "@/lib/contract/people";
import { objectionToRole } from "@/lib/domain/delegation";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { memberByHandle } from "@/lib/server/people/members";
import { accountsBehind } from "@/lib/server/people/second-person";

/** Gives a person a role in the program; one that they have already stays as it is. */
export const grantRole = command(
  { name: "grant-role", allow: "people:manage", input: operation.input },
  async ({ tx, actor, input, program, now }) => {
    const { id, view: was } = await memberByHandle(tx, program.id, input.handle);
    const objection = objectionToRole(actor, await accountsBehind(tx, actor), id);
    if (objection) throw new Refusal("forbidden", objection.says, [objection]);
    const held = was.roles.find(({ role }) => role === input.role);
    // What a group gave is from now on granted by a person, and stays when the group goes.
    if (held && (held.everywhere || held.source === "person")) {
      return { event: "repeated", result: was };
    }
    const grant = { source: "person", grantedByName: actor.name, grantedAt: now };
    const { count } = held
      ? await tx.membership.updateMany({
          where: { personId: id, programId: program.id, role: input.role },
          data: grant,
        })
      : await tx.membership.createMany({
          data: [{ personId: id, programId: program.id, role: input.role, ...grant }],
          skipDuplicates: true,
        });
    const { view } = await memberByHandle(tx, program.id, input.handle);
    if (count === 0) return { event: "repeated", result: view };
    return {
      event: {
        subject: { person: input.handle, role: input.role },
        was: was.roles,
        now: view.roles,
      },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
