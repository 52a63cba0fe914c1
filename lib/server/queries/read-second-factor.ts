import { readSecondFactor as operation } from "@/lib/contract/second-factor";
import { factorView } from "@/lib/server/people/second-factor";
import { query } from "@/lib/server/query";

/** Whether the caller has a second factor; a token has none. */
export const readSecondFactor = query(
  { name: "read-second-factor", allow: "anybody", input: operation.input },
  async ({ db, actor }) =>
    factorView(
      actor.kind === "person"
        ? await db.secondFactor.findUnique({ where: { personId: actor.id } })
        : null,
    ),
);
