import type { Actor, Role } from "@/lib/domain/permissions";
import { gateWorld } from "@/lib/server/gates/test-gates";
import { listQualityGates } from "@/lib/server/queries/list-quality-gates";
import { admin, as, personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";

export const reason = "for the test";

/** A program with the gates of the template, people for it, and a gate that is not there yet. */
export const criteriaWorld = async (database: TestDatabase) => {
  const here = await gateWorld(database);
  const { program, programId } = here;
  const person = (role: Role): Promise<Actor> => personWith(database, role, programId);
  const unprotect = () =>
    database.environment.updateMany({ where: { programId }, data: { isProtected: false } });
  const production = { program, environment: "production" };
  const definition = {
    title: "Few to review",
    guards: "full" as const,
    rule: { kind: "cel" as const, expression: 'items.exists(i, i.state == "planned")' },
    reach: {},
    owner: "team-a",
    isDryRun: false,
  };
  const gates = async () => (await listQualityGates.run(as(admin), { program })).gates;
  return { ...here, person, unprotect, production, definition, gates };
};
