import { readPasswordReset as operation } from "@/lib/contract/password-resets";
import { resetBehind } from "@/lib/server/people/password-resets";
import { query } from "@/lib/server/query";

/** What a link to another password opens; whoever holds its code may know. */
export const readPasswordReset = query(
  { name: "read-password-reset", allow: "anybody", input: operation.input },
  async ({ db, input, now }) => {
    const { person, madeByName, expiresAt } = await resetBehind(db, input.code, now);
    return {
      handle: person.handle,
      name: person.name,
      by: madeByName,
      expiresAt: expiresAt.toISOString(),
      needsCode: Boolean(person.factor?.confirmedAt),
    };
  },
);
