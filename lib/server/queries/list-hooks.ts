import { listHooks as operation } from "@/lib/contract/emergencies";
import { query } from "@/lib/server/query";
import { hookView } from "@/lib/server/switches/hooks";

/** Where monitors may force from, revoked ones last. */
export const listHooks = query(
  { name: "list-hooks", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const hooks = await db.inboundHook.findMany({
      where: { environment: { programId: program.id, key: input.environment } },
      orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
    });
    return { hooks: hooks.map(hookView) };
  },
);
