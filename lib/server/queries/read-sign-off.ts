import { readSignOff as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { query } from "@/lib/server/query";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";

/** A row, capability, gate or document as it is signed. */
export const readSignOff = query(
  { name: "read-sign-off", allow: "program:read", input: operation.input },
  async ({ db, actor, input, now, program }) => {
    const [row] = await readSubjectRows(db, program, { actor, now }, [input]);
    if (!row) throw new Refusal("not-found", `There is no ${input.kind} ${input.key}.`);
    return row;
  },
);
