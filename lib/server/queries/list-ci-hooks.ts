import { listCiHooks as operation } from "@/lib/contract/ci";
import { ciHookView } from "@/lib/server/blockers/ci-hooks";
import { query } from "@/lib/server/query";

/** Where CI services tell how pipelines went, revoked ones last. */
export const listCiHooks = query(
  { name: "list-ci-hooks", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const hooks = await db.ciHook.findMany({
      where: { programId: program.id },
      orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
      include: { deliveries: { orderBy: { at: "desc" }, take: 1, select: { at: true } } },
    });
    return { hooks: hooks.map((hook) => ciHookView(hook, hook.deliveries[0]?.at ?? null)) };
  },
);
