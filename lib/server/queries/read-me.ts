import { readMe as operation } from "@/lib/contract/people";
import { query } from "@/lib/server/query";

/** Who the caller is, and which roles they hold where. */
export const readMe = query(
  { name: "read-me", allow: "anybody", input: operation.input },
  async ({ db, actor }) => {
    if (actor.kind !== "person") {
      return {
        kind: "token" as const,
        name: actor.name,
        handle: null,
        isAdmin: actor.kind === "token" && actor.scopes.includes("admin"),
        teams: [],
        roles: [],
      };
    }
    const ids = actor.roles.map(({ programId }) => programId).filter((id) => id !== null);
    const programs = await db.program.findMany({
      where: { id: { in: ids } },
      select: { id: true, key: true },
    });
    const keys = new Map(programs.map(({ id, key }) => [id, key]));
    return {
      kind: "person" as const,
      name: actor.name,
      handle: actor.handle,
      isAdmin: actor.isAdmin,
      teams: [...actor.teams],
      roles: actor.roles.map(({ programId, role }) => ({
        program: programId === null ? null : (keys.get(programId) ?? null),
        role,
      })),
    };
  },
);
