import { endPasswordReset as operation } from "@/lib/contract/password-resets";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { endResets } from "@/lib/server/people/password-resets";
import { personNamed } from "@/lib/server/people/person-named";

/** Takes an open link to another password back. */
export const endPasswordReset = command(
  { name: "end-password-reset", allow: "installation:manage", input: operation.input },
  async ({ tx, input, now }) => {
    const { id, handle, name } = await personNamed(tx, input.person);
    const ended = await endResets(tx, { personId: id }, now);
    if (ended === 0) throw new Refusal("not-found", `${name} has no open link.`);
    return { event: { subject: { person: handle } }, result: { ended } };
  },
);
