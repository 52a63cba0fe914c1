import { z } from "zod";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";

/** Records that a person signed in, and how; whoever is deactivated is refused. */
export const signIn = command(
  {
    name: "sign-in",
    allow: "installation:manage",
    input: z.object({
      personId: z.uuid(),
      authentication: z.enum(["example", "password", "oidc", "github"]),
    }),
  },
  async ({ tx, input }) => {
    const person = await tx.person.findUnique({
      where: { id: input.personId },
      select: { id: true, handle: true, deactivatedAt: true },
    });
    if (!person || person.deactivatedAt) {
      throw new Refusal("forbidden", "This account is deactivated. Ask an admin.");
    }
    return {
      event: {
        subject: { person: person.handle, authentication: input.authentication },
      },
      result: { id: person.id },
    };
  },
);
