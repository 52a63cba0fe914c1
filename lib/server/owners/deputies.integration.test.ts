import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { addDeputy } from "@/lib/server/commands/add-deputy";
import { createProgram } from "@/lib/server/commands/create-program";
import { endDeputy } from "@/lib/server/commands/end-deputy";
import { signOff } from "@/lib/server/commands/sign-off";
import { listDeputies } from "@/lib/server/queries/list-deputies";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "deputised";
const day = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

/** Somebody with a role in the program, in teams, at a browser into which they have just signed. */
const somebody = async (
  role: "owner" | "viewer" | "manager",
  ...teams: string[]
): Promise<Person> => {
  const person = await personWith(runtime.database, role, programId);
  if (person.kind !== "person") throw new Error("not a person");
  for (const key of teams) {
    const team = await runtime.database.team.upsert({
      where: { key },
      create: { key, name: key },
      update: {},
    });
    await runtime.database.teamMember.create({ data: { teamId: team.id, personId: person.id } });
  }
  const now = new Date();
  const session = { id: randomUUID(), startedAt: now, authenticatedAt: now, factorAt: null };
  return { ...person, teams, session };
};

/** A row that lacks nothing but its signature. */
const readyRow = async (team: string): Promise<string> => {
  const key = `R-${randomUUID().slice(0, 8)}`;
  const { id: teamId } = await runtime.database.team.findUniqueOrThrow({ where: { key: team } });
  await runtime.database.item.create({
    data: {
      programId,
      kind: "route",
      key,
      title: key,
      teamId,
      namedTeam: team,
      verification: "verified-source-anchored",
      isSwitchable: true,
      attributes: { source_anchor: "endpoints/v2/tag.py:12", rollback_note: "switch it back" },
      tests: { create: { key: `PT-${key}`, role: "contract", position: 1 } },
    },
  });
  await runtime.database.testStanding.create({
    data: {
      programId,
      testKey: `PT-${key}`,
      side: "target",
      lastRunCommit: "8f2c1ab98f2c1ab98f2c1ab98f2c1ab98f2c1ab9",
      lastRunAt: new Date(),
      lastOutcome: "passed",
      lastEvidenceId: randomUUID(),
    },
  });
  return key;
};

const sign = async (actor: Actor, key: string) => {
  const { digest } = await readSignOff.run(as(actor), { program, kind: "route", key });
  return signOff.run(as(actor), { program, subjects: [{ kind: "route", key, digest }] });
};
const name = (actor: Actor, absent: Person, deputy: Person, more: object = {}) => {
  // Before the time of the command: what begins a moment after it would begin later.
  const [from, until] = [inDays(0), inDays(7)];
  const days = { from, until, ...more };
  return addDeputy.run(as(actor), {
    program,
    absent: absent.handle,
    deputy: deputy.handle,
    ...days,
  });
};

describe("deputies", () => {
  beforeAll(async () => {
    runtime = await startTestRuntime();
    await createProgram.run(as(admin), { key: program, legacy: "old", target: "new" });
    ({ id: programId } = await runtime.database.program.findUniqueOrThrow({
      where: { key: program },
    }));
  });
  afterAll(() => runtime.close());

  test("a deputy signs for the team of somebody absent in these days, as themselves, and not after", async () => {
    const absent = await somebody("owner", "registry");
    const deputy = await somebody("owner", "workers");
    const first = await readyRow("registry");
    expect((await sign(deputy, first)).refused[0]?.says).toMatch(/registry/);
    const named = await name(absent, absent, deputy, { reason: "on leave" });
    expect(named).toMatchObject({ state: "now", teams: ["registry"], mayEnd: true });
    const { signed, refused } = await sign(deputy, first);
    expect({ signed: signed.length, refused }).toEqual({ signed: 1, refused: [] });
    const [signature] = await runtime.database.signature.findMany({ where: { subjectKey: first } });
    expect(signature).toMatchObject({ team: "registry", personName: deputy.name });
    const second = await readyRow("registry");
    await endDeputy.run(as(absent), { program, deputy: named.id });
    expect((await sign(deputy, second)).signed).toEqual([]);
    const kept = await runtime.database.signature.findMany({ where: { subjectKey: first } });
    expect(kept[0]?.withdrawnAt).toBeNull();
    const told = await runtime.database.noticeRecipient.findMany({
      where: { personId: deputy.id },
      select: { notice: { select: { kind: true, says: true } } },
    });
    expect(told.map(({ notice }) => notice.kind).sort()).toEqual(["deputy-ended", "deputy-named"]);
  });

  test("what begins tomorrow, or is for another team, lets nobody sign today", async () => {
    const absent = await somebody("owner", "registry", "workers");
    const deputy = await somebody("owner");
    await name(absent, absent, deputy, { from: inDays(1) });
    const row = await readyRow("registry");
    expect((await sign(deputy, row)).signed).toEqual([]);
    const other = await somebody("owner");
    await name(absent, absent, other, { team: "workers" });
    expect((await sign(other, row)).signed).toEqual([]);
    expect((await sign(other, await readyRow("workers"))).signed).toHaveLength(1);
  });

  test("the same days are arranged once, from however many tabs", async () => {
    const absent = await somebody("owner", "registry");
    const deputy = await somebody("owner");
    const at = { from: inDays(0.1), until: inDays(3) };
    const named = await Promise.allSettled(
      [1, 2, 3, 4].map(() => name(absent, absent, deputy, at)),
    );
    expect(named.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("being a deputy is not handed on", async () => {
    const absent = await somebody("owner", "registry");
    const deputy = await somebody("owner", "workers");
    const third = await somebody("owner");
    await name(absent, absent, deputy);
    await name(deputy, deputy, third);
    expect((await sign(third, await readyRow("registry"))).signed).toEqual([]);
    expect((await sign(third, await readyRow("workers"))).signed).toHaveLength(1);
  });

  test("everybody arranges their own deputy, a manager everybody's, nobody else anybody's", async () => {
    const absent = await somebody("owner", "registry");
    const deputy = await somebody("owner");
    const manager = await somebody("manager");
    const bystander = await somebody("owner", "registry");
    await expect(name(bystander, absent, deputy)).rejects.toMatchObject({ code: "forbidden" });
    await expect(name(admin, absent, deputy)).rejects.toMatchObject({ code: "forbidden" });
    const named = await name(manager, absent, deputy);
    await expect(endDeputy.run(as(deputy), { program, deputy: named.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const seen = await listDeputies.run(as(bystander), { program });
    expect(seen.deputies.find(({ id }) => id === named.id)?.mayEnd).toBe(false);
    expect(seen.absent.map(({ handle }) => handle)).toEqual([bystander.handle]);
    const asManager = await listDeputies.run(as(manager), { program });
    expect(asManager.absent.map(({ handle }) => handle)).toContain(absent.handle);
  });

  test("what makes no sense is refused with its field", async () => {
    const absent = await somebody("owner", "registry");
    const deputy = await somebody("owner");
    const viewer = await somebody("viewer");
    const teamless = await somebody("owner");
    const stranger = await personWith(runtime.database, null);
    if (stranger.kind !== "person") throw new Error("not a person");
    const manager = await somebody("manager");
    const refused = (field: string) => ({ code: "invalid", reasons: [{ field }] });
    await expect(name(absent, absent, absent)).rejects.toMatchObject(refused("deputy"));
    await expect(name(absent, absent, viewer)).rejects.toMatchObject(refused("deputy"));
    await expect(name(absent, absent, stranger)).rejects.toMatchObject(refused("deputy"));
    await expect(name(manager, teamless, deputy)).rejects.toMatchObject(refused("absent"));
    await expect(name(absent, absent, deputy, { team: "workers" })).rejects.toMatchObject(
      refused("team"),
    );
    await expect(name(absent, absent, deputy, { until: inDays(-1) })).rejects.toMatchObject(
      refused("until"),
    );
    await expect(name(absent, absent, deputy, { from: inDays(-3) })).rejects.toMatchObject(
      refused("from"),
    );
    await name(absent, absent, deputy);
    await expect(
      name(absent, absent, deputy, { from: inDays(2), until: inDays(20) }),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});
