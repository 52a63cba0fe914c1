import { z } from "zod";
import { command } from "@/lib/server/command";
import { followGroups as bringIntoStep, groupRules, stepInWords } from "@/lib/server/people/groups";

/** Keeps what a provider told of somebody's groups, and brings the access that follows them into step. */
export const followGroups = command(
  {
    name: "follow-groups",
    allow: "installation:manage",
    input: z.object({
      personId: z.uuid(),
      provider: z.enum(["oidc", "github"]),
      groups: z.array(z.string()).nullable(),
      words: z.string(),
    }),
  },
  async ({ tx, input, now }) => {
    const { personId, provider, groups, words } = input;
    const { handle, groupsWords: wordsBefore } = await tx.person.update({
      where: { id: personId },
      data: { groupsAt: now, ...(groups === null ? {} : { groups }) },
      select: { handle: true, groupsWords: true },
    });
    await tx.person.update({ where: { id: personId }, data: { groupsWords: words } });
    const step =
      groups === null
        ? null
        : await bringIntoStep(tx, await groupRules(tx), personId, { provider, groups }, now);
    if (step === null && words === wordsBefore) return { event: "repeated", result: null };
    return {
      event: {
        subject: { person: handle, provider },
        now: step === null ? null : await stepInWords(tx, step),
        reason: words || null,
      },
      result: null,
      announce:
        step === null
          ? []
          : await tx.program
              .findMany({ select: { key: true } })
              .then((programs) =>
                programs.map(({ key }) => ({ kind: "program" as const, program: key })),
              ),
    };
  },
);
