import { z } from "zod";
import { command } from "@/lib/server/command";
import { examplePeople } from "@/prisma/examples/people";

/** Stores the example people with their teams and roles in every program; who is there stays as they are. */
export const loadExamplePeople = command(
  { name: "load-example-people", allow: "installation:manage", input: z.object({}) },
  async ({ tx, now }) => {
    const there = new Set(
      (await tx.person.findMany({ select: { handle: true } })).map((p) => p.handle),
    );
    const missing = examplePeople.filter(({ handle }) => !there.has(handle));
    if (missing.length === 0) return { event: "repeated", result: { added: 0 } };
    const keys = [...new Set(missing.flatMap(({ teams }) => teams))];
    await tx.team.createMany({
      data: keys.map((key) => ({ key, name: key })),
      skipDuplicates: true,
    });
    const teams = await tx.team.findMany({ where: { key: { in: keys } } });
    const grant = { grantedByName: "the examples", grantedAt: now };
    for (const { handle, name, title, isAdmin, roles, teams: memberOf } of missing) {
      await tx.person.create({
        data: {
          handle,
          name,
          title,
          isAdmin,
          isExample: true,
          memberships: { create: roles.map((role) => ({ role, ...grant })) },
          teams: {
            create: teams
              .filter(({ key }) => memberOf.includes(key))
              .map(({ id }) => ({ teamId: id, ...grant })),
          },
        },
      });
    }
    return {
      event: { subject: { people: missing.map(({ handle }) => handle) } },
      result: { added: missing.length },
    };
  },
);
