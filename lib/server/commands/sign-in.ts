import { z } from "zod";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";

/** Begins a session of a person and records how they signed in; whoever is deactivated is refused. */
export const signIn = command(
  {
    name: "sign-in",
    allow: "installation:manage",
    input: z.object({
      personId: z.uuid(),
      authentication: z.enum(["example", "password", "oidc", "github"]),
      /** When the provider last saw proof of who it is; now where the proof was given here. */
      authenticatedAt: z.date().nullable(),
      userAgent: z.string().max(400).default(""),
      /** The address that the browser comes from, where it is known. */
      from: z.string().max(60).nullable().default(null),
    }),
  },
  async ({ tx, input, now }) => {
    const person = await tx.person.findUnique({
      where: { id: input.personId },
      select: { id: true, handle: true, isService: true, deactivatedAt: true },
    });
    if (!person || person.deactivatedAt) {
      throw new Refusal("forbidden", "This account is deactivated. Ask an admin.");
    }
    if (person.isService) throw new Refusal("forbidden", "A service account cannot sign in.");
    await tx.person.update({ where: { id: person.id }, data: { lastSeenAt: now } });
    const { authentication, authenticatedAt, userAgent, from } = input;
    const session = await tx.session.create({
      data: {
        personId: person.id,
        authentication,
        authenticatedAt,
        userAgent,
        startedAt: now,
        lastSeenAt: now,
        startedFrom: from,
        lastSeenFrom: from,
      },
    });
    return {
      event: { subject: { person: person.handle, authentication, session: session.id } },
      result: { id: person.id, session: session.id },
    };
  },
);
