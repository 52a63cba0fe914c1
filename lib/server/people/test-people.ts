import type { Actor } from "@/lib/domain/permissions";
import { personWith } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import type { TestDatabase } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

/** A program with a manager, and an admin of the installation: those who let people in and out. */
export const peopleCast = async (database: TestDatabase, program: string) => {
  const here = await exampleProgram(database, program);
  const manager = (await personWith(database, "manager", here)) as Person;
  const { id } = await database.person.create({
    data: { handle: "boss", name: "Boss", isAdmin: true },
  });
  const boss: Person = { ...manager, id, handle: "boss", name: "Boss", isAdmin: true, roles: [] };
  return { here, manager, boss };
};
