import { z } from "zod";
import { personHandle } from "@/lib/domain/person-handle";
import { printedName } from "@/lib/domain/person-name";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { changeAddress } from "@/lib/server/people/one-person";

/** The person behind an identity of a provider; at their first sign-in they are made, without any role. */
export const recognisePerson = command(
  {
    name: "recognise-person",
    allow: "installation:manage",
    input: z.object({
      /** The provider with its issuer: subjects are unique within it only. */
      provider: z.string().min(1),
      subject: z.string().min(1).max(500),
      handle: z.string().nullable(),
      name: z.string().nullable(),
      email: z.string().nullable(),
    }),
  },
  async ({ tx, input }) => {
    const { provider, subject } = input;
    const known = await tx.identity.findUnique({
      where: { provider_subject: { provider, subject } },
      select: { person: { select: { id: true, handle: true, deactivatedAt: true } } },
    });
    if (known) {
      const { id, handle, deactivatedAt } = known.person;
      if (deactivatedAt) throw new Refusal("forbidden", `The account of ${handle} is deactivated.`);
      // An invitation goes by the address that the provider vouches for now.
      const was = input.email === null ? null : await changeAddress(tx, id, input.email);
      if (was === null || was === input.email) return { event: "repeated", result: { id, handle } };
      return {
        event: { subject: { person: handle }, was: { email: was }, now: { email: input.email } },
        result: { id, handle },
      };
    }
    const taken = new Set(
      (await tx.person.findMany({ select: { handle: true } })).map(({ handle }) => handle),
    );
    const handle = personHandle([input.handle, input.email, input.name], (word) => taken.has(word));
    const name = printedName(input.name ?? "") || handle;
    const person = await tx.person.create({
      data: { handle, name, email: input.email, identities: { create: { provider, subject } } },
      select: { id: true, handle: true },
    });
    return {
      event: { subject: { person: handle }, now: { handle, name, provider, subject } },
      result: person,
    };
  },
);
