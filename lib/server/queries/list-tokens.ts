import { listTokens as operation } from "@/lib/contract/people";
import { scopesToHandOut } from "@/lib/domain/delegation";
import { tokenFields, tokenViews } from "@/lib/server/people/tokens";
import { query } from "@/lib/server/query";

/** The program's tokens, live ones first, never their secrets. */
export const listTokens = query(
  { name: "list-tokens", allow: "token:manage", input: operation.input },
  async ({ db, actor, program }) => {
    const rows = await db.token.findMany({
      where: { programId: program.id },
      orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
      select: tokenFields,
    });
    return { tokens: await tokenViews(db, rows), mayHandOut: scopesToHandOut(actor, program.id) };
  },
);
