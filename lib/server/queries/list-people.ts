import { listPeople as operation } from "@/lib/contract/accounts";
import { env } from "@/lib/server/env";
import { accountFields, accountView } from "@/lib/server/people/account-view";
import { query } from "@/lib/server/query";

const shownAtMost = 500;

/** The accounts of the installation by name; example people only where they can sign in. */
export const listPeople = query(
  { name: "list-people", allow: "installation:manage", input: operation.input },
  async ({ db, input }) => {
    const here = env().isLocal ? {} : { isExample: false };
    const active = { ...here, deactivatedAt: null };
    const gone = { ...here, deactivatedAt: { not: null } };
    const contains = { contains: input.q.trim(), mode: "insensitive" as const };
    const where = {
      ...(input.state === "all" ? here : input.state === "active" ? active : gone),
      ...(input.q.trim() === ""
        ? {}
        : {
            OR: [
              { name: contains },
              { handle: contains },
              { email: contains },
              { formerEmails: { has: input.q.trim().toLowerCase() } },
              { teams: { some: { team: { key: contains } } } },
            ],
          }),
    };
    const rows = await db.person.findMany({
      where,
      orderBy: [{ name: "asc" }, { handle: "asc" }],
      select: accountFields,
      take: shownAtMost,
    });
    return {
      people: rows.map(accountView),
      total: await db.person.count({ where }),
      counts: {
        active: await db.person.count({ where: active }),
        deactivated: await db.person.count({ where: gone }),
      },
    };
  },
);
