import { readSignOff as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { query } from "@/lib/server/query";
import { readSignOffRows } from "@/lib/server/sign-offs/sign-off-reading";
import { idsOfRows } from "@/lib/server/sign-offs/signature-plan";

/** One row as it is signed. */
export const readSignOff = query(
  { name: "read-sign-off", allow: "program:read", input: operation.input },
  async ({ db, actor, input, now, program }) => {
    const ids = await idsOfRows(db, program.id, [input]);
    const [row] = await readSignOffRows(db, program, { actor, now }, ids);
    if (!row) throw new Refusal("not-found", `There is no ${input.kind} ${input.key}.`);
    return row;
  },
);
