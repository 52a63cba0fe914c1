import { listDeputies as operation } from "@/lib/contract/deputies";
import { permissions } from "@/lib/domain/permissions";
import { arrangesDeputies, deputyViews } from "@/lib/server/owners/deputy-view";
import { query } from "@/lib/server/query";

/** Deputies that are over are shown for as long as anybody asks who signed for whom. */
const mostPast = 100;

/** Who stands in for whom and until when: those who do or will, then those who did. */
export const listDeputies = query(
  { name: "list-deputies", allow: "program:read", input: operation.input },
  async ({ db, actor, now, program }) => {
    const standing = { endedAt: null, untilAt: { gt: now } };
    const rows = [
      ...(await db.deputy.findMany({
        where: { programId: program.id, ...standing },
        orderBy: [{ fromAt: "asc" }, { id: "asc" }],
      })),
      ...(await db.deputy.findMany({
        where: { programId: program.id, NOT: standing },
        orderBy: [{ untilAt: "desc" }, { id: "asc" }],
        take: mostPast,
      })),
    ];
    const signers = [...permissions["sign-off:give"].roles];
    const able = await db.person.findMany({
      where: {
        deactivatedAt: null,
        isService: false,
        OR: [
          { isAdmin: true },
          {
            memberships: {
              some: {
                role: { in: signers },
                OR: [{ programId: program.id }, { programId: null }],
              },
            },
          },
        ],
      },
      orderBy: [{ name: "asc" }, { handle: "asc" }],
      select: {
        id: true,
        handle: true,
        name: true,
        teams: { select: { team: { select: { key: true } } } },
      },
    });
    const arranges = arrangesDeputies(actor, program.id);
    const me = actor.kind === "person" ? actor.id : null;
    return {
      deputies: await deputyViews(db, program.id, rows, actor, now),
      absent: able
        .filter(({ id, teams }) => teams.length > 0 && (arranges || id === me))
        .map(({ handle, name, teams }) => ({
          handle,
          name,
          teams: teams.map(({ team }) => team.key).sort(),
        })),
      able: able.map(({ handle, name }) => ({ handle, name })),
    };
  },
);
