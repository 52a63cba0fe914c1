import { reviewAccess as operation } from "@/lib/contract/access";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { accessOf, monthsBack } from "@/lib/server/people/access-review";

/** Records that somebody looked at who has access and found it right; never over what changed since. */
export const reviewAccess = command(
  { name: "review-access", allow: "people:manage", input: operation.input },
  async ({ tx, actor, input, program, now }) => {
    if (actor.kind !== "person") {
      throw new Refusal("forbidden", "Only a person reviews access, never an API token.");
    }
    const { people, tokens, digest } = await accessOf(tx, program.id, monthsBack(now, 1), now);
    if (digest !== input.digest) {
      throw new Refusal(
        "conflict",
        "Access changed since this was shown. Reload, look at it again, and confirm that.",
      );
    }
    const counts = { people: people.length, tokens: tokens.length };
    return {
      event: {
        subject: { program: program.key },
        now: {
          ...counts,
          digest,
          roles: people.map(({ handle, isAdmin, roles, teams }) => ({
            handle,
            isAdmin,
            roles: roles.map(({ role }) => role),
            teams: teams.map(({ team }) => team),
          })),
        },
        reason: input.note || null,
      },
      result: { at: now.toISOString(), ...counts },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
