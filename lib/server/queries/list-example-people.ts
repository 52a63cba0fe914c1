import { z } from "zod";
import type { Role } from "@/lib/domain/permissions";
import { query } from "@/lib/server/query";

/** The example people whom the sign-in page of the local mode offers. */
export const listExamplePeople = query(
  { name: "list-example-people", allow: "anybody", input: z.object({}) },
  async ({ db }) => {
    const people = await db.person.findMany({
      where: { isExample: true, deactivatedAt: null },
      orderBy: { id: "asc" },
      select: {
        handle: true,
        name: true,
        title: true,
        isAdmin: true,
        memberships: { where: { programId: null }, select: { role: true } },
        teams: { select: { team: { select: { name: true } } } },
      },
    });
    return {
      people: people.map(({ memberships, teams, ...person }) => ({
        ...person,
        roles: memberships.map(({ role }) => role as Role),
        teams: teams.map(({ team }) => team.name).sort(),
      })),
    };
  },
);
