import { randomUUID } from "node:crypto";
import { createProgram } from "@/lib/server/commands/create-program";
import { openRoom } from "@/lib/server/commands/open-room";
import { setCriterion } from "@/lib/server/commands/set-criterion";
import { setMilestone } from "@/lib/server/commands/set-milestone";
import { stateCriterion } from "@/lib/server/commands/state-criterion";
import { admin, as, personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";

const reason = "for the test";

/** A program with a manager and an engineer. */
export const roomProgram = async (database: TestDatabase) => {
  const program = `p-${randomUUID().slice(0, 8)}`;
  await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
  const { id } = await database.program.findUniqueOrThrow({ where: { key: program } });
  const manager = await personWith(database, "manager", id);
  const engineer = await personWith(database, "engineer", id);
  return { program, id, manager, engineer };
};

/** A milestone M1 with one line of a checklist, and its open room. */
export const openedRoom = async (
  database: TestDatabase,
  stated: "pass" | "fail" | null = "fail",
) => {
  const world = await roomProgram(database);
  const place = { program: world.program, milestone: "M1" };
  await setMilestone.run(as(world.manager), { ...place, title: "First", version: 0, reason });
  const line = { ...place, criterion: "line", title: "Schema frozen", owner: "data", version: 0 };
  await setCriterion.run(as(world.manager), { ...line, reason });
  if (stated !== null)
    await stateCriterion.run(as(world.manager), {
      ...place,
      criterion: "line",
      stated,
      evidence: "schema.sql",
      version: 1,
      reason,
    });
  const { number } = await openRoom.run(as(world.engineer), place);
  return { ...world, place, room: { ...place, number } };
};
