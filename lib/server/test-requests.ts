import { randomUUID } from "node:crypto";
import type { RequestView } from "@/lib/contract/requests";
import type { Actor, Role } from "@/lib/domain/permissions";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { decideRequest } from "@/lib/server/commands/decide-request";
import { requestFlip } from "@/lib/server/commands/request-flip";
import type { Database } from "@/lib/server/db";
import { readRequest } from "@/lib/server/queries/read-request";
import type { RequestContext } from "@/lib/server/scope";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";

export const minutes = (count: number): number => count * 60_000;

/** So many milliseconds from now. */
export const later = (milliseconds: number): Date => new Date(Date.now() + milliseconds);

/** Windows that are open on one day of the week only, which today is not. */
export const closedNow = () => {
  const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
  const day = days[(new Date().getUTCDay() + 3) % 7] ?? "mon";
  return [{ days: [day], from: "00:00", to: "24:00", timeZone: "UTC" }];
};

/** A program of its own with people in it, and the short words that tests of requests are written in. */
export const requestWorld = async (database: Database) => {
  const program = `p-${randomUUID().slice(0, 8)}`;
  const programId = await exampleProgram(database, program);
  const person = async (role: Role, ...teams: string[]): Promise<Actor> => {
    const actor = await personWith(database, role, programId);
    if (actor.kind !== "person") throw new Error("not a person");
    return { ...actor, teams };
  };
  const production = { program, environment: "production" };
  const staging = { program, environment: "staging" };
  const at = (actor: Actor, now: Date): RequestContext => ({ ...as(actor), now });
  const environment = (key: string) =>
    database.environment.findUniqueOrThrow({ where: { programId_key: { programId, key } } });
  return {
    program,
    programId,
    production,
    staging,
    person,
    at,
    environment,
    family: (key: string, owner: string | null = "go") => ({ level: "family", key, owner }),
    policy: async (key: string, change: Record<string, unknown>): Promise<void> => {
      const { id } = await environment(key);
      await database.environment.update({
        where: { id },
        data: { policy: { gates: {}, ...change } as object },
      });
    },
    ask: (actor: Actor, more: Record<string, unknown> = {}): Promise<RequestView> =>
      requestFlip.run(as(actor), {
        ...production,
        reason: "the wave is ready",
        rules: [{ level: "family", key: "health", owner: "go" }],
        ...more,
      }),
    detail: (number: number, place: object = production) =>
      readRequest.run(as(admin), { ...place, number }),
    decide: async (
      actor: Actor,
      number: number,
      decision: "approve" | "reject" = "approve",
      place: object = production,
    ): Promise<RequestView> => {
      const { request } = await readRequest.run(as(admin), { ...place, number });
      const { revision, ground } = request;
      return decideRequest.run(as(actor), { ...place, number, revision, ground, decision });
    },
    flipStaging: async (...rules: object[]) =>
      changeSwitches.run(as(admin), {
        ...staging,
        reason: "for the test",
        expectedVersion: (await environment("staging")).version,
        rules,
      }),
    rollback: (place: object, ...rules: object[]) =>
      changeSwitches.run(as(admin), { ...place, reason: "errors went up", rules }),
    owner: async (place: { environment: string }, family: string): Promise<string | null> => {
      const { id } = await environment(place.environment);
      const rule = await database.switchRule.findUnique({
        where: { environmentId_level_key: { environmentId: id, level: "family", key: family } },
      });
      return rule?.owner ?? null;
    },
  };
};

export type RequestWorld = Awaited<ReturnType<typeof requestWorld>>;

/** A program of its own in which Tomasz asks, and Kenji and Inês decide, each in a team of their own. */
export const requestCast = async (database: Database) => {
  const world = await requestWorld(database);
  return {
    world,
    tomasz: await world.person("engineer", "api"),
    kenji: await world.person("owner", "team-a"),
    ines: await world.person("manager", "team-b"),
  };
};
