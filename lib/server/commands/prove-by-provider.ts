import { z } from "zod";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";

/** Notes in a session that its person has just proven to the provider again who they are. */
export const proveByProvider = command(
  {
    name: "prove-by-provider",
    allow: "installation:manage",
    input: z.object({ session: z.uuid(), personId: z.uuid(), authenticatedAt: z.date() }),
  },
  async ({ tx, input }) => {
    const { session, personId, authenticatedAt } = input;
    const { count } = await tx.session.updateMany({
      where: { id: session, personId, endedAt: null, person: { deactivatedAt: null } },
      data: { authenticatedAt },
    });
    if (count === 0) throw new Refusal("forbidden", "This session was ended meanwhile.");
    const { handle } = await tx.person.findUniqueOrThrow({
      where: { id: personId },
      select: { handle: true },
    });
    return { event: { subject: { person: handle, session } }, result: { session } };
  },
);
