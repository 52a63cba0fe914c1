import { revokeRole as operation } from "@/lib/contract/people";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { memberByHandle } from "@/lib/server/people/members";

/** Takes a role in the program from a person; one that they do not have stays away. */
export const revokeRole = command(
  { name: "revoke-role", allow: "people:manage", input: operation.input },
  async ({ tx, input, program }) => {
    const { id, view: was } = await memberByHandle(tx, program.id, input.handle);
    const followed = was.roles.find(
      ({ role, everywhere, source }) => role === input.role && !everywhere && source !== "person",
    );
    if (followed) {
      throw new Refusal(
        "conflict",
        `${was.name} has the role ${input.role} from the group ${followed.source}: it would be back at the next sign-in. Take them out of the group, or have an admin change what the group gives.`,
      );
    }
    const { count } = await tx.membership.deleteMany({
      where: { personId: id, programId: program.id, role: input.role },
    });
    if (count === 0) {
      if (was.roles.some(({ role }) => role === input.role)) {
        throw new Refusal(
          "conflict",
          `${was.name} has the role ${input.role} in every program, so it cannot be taken in one alone.`,
        );
      }
      return { event: "repeated", result: was };
    }
    const { view } = await memberByHandle(tx, program.id, input.handle);
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
