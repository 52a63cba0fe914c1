import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "@/lib/contract/overview";
import * as programs from "@/lib/contract/programs";
import type { Actor, Role } from "@/lib/domain/permissions";
import { createProgram } from "@/lib/server/commands/create-program";
import { loadExample } from "@/lib/server/commands/load-example";
import { loadExamplePeople } from "@/lib/server/commands/load-example-people";
import { listPrograms } from "@/lib/server/queries/list-programs";
import { readFigures } from "@/lib/server/queries/read-figures";
import { readProgress } from "@/lib/server/queries/read-progress";
import { readReadiness } from "@/lib/server/queries/read-readiness";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { examplePrograms } from "@/prisma/examples/all";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await loadExamplePeople.run(as(admin), {});
  for (const { key } of examplePrograms) await loadExample.run(as(admin), { key });
  await createProgram.run(as(admin), { key: "fresh", legacy: "node", target: "go" });
});
afterAll(() => runtime.close());

/** An example person as whoever is signed in. */
const person = async (handle: string): Promise<Actor> => {
  const row = await runtime.database.person.findUniqueOrThrow({
    where: { handle },
    include: { memberships: true, teams: { include: { team: { select: { key: true } } } } },
  });
  return {
    kind: "person",
    id: row.id,
    handle,
    name: row.name,
    isAdmin: row.isAdmin,
    roles: row.memberships.map(({ programId, role }) => ({ programId, role: role as Role })),
    teams: row.teams.map(({ team }) => team.key),
    authentication: "example",
  };
};

const readiness = async (program: string, actor: Actor = admin) =>
  contract.readReadiness.answer.parse(await readReadiness.run(as(actor), { program }));

const programId = async (key: string) =>
  (await runtime.database.program.findUniqueOrThrow({ where: { key } })).id;

describe("can M0 of the registry go", () => {
  test("no, and it is said what is missing and whose", async () => {
    const { milestone, milestones } = await readiness("quay");
    expect(milestones.map(({ key }) => key)).toEqual(["MM", "M0", "M1", "M2", "M3", "M4", "M5"]);
    expect(milestone?.summary).toMatchObject({ key: "M0", readiness: { verdict: "no-go" } });
    const { all, missing } = milestone?.summary.readiness ?? {};
    expect(all?.total).toBe(17);
    expect(all?.pass).toBeGreaterThan(4);
    expect(missing?.map(({ owner }) => owner)).toContain("db-architecture");
  });

  test("what fails stands first, late ones before others, what holds last", async () => {
    const { milestone } = await readiness("quay");
    const criteria = milestone?.criteria ?? [];
    const states = criteria.map(({ state }) => state);
    expect(states).toEqual(
      [...states].sort(
        (one, other) => "fail unknown pass".indexOf(one) - "fail unknown pass".indexOf(other),
      ),
    );
    expect(criteria[0]).toMatchObject({ state: "fail", isLate: true });
    const gate = criteria.find(({ key }) => key === "g8");
    expect(gate).toMatchObject({ owner: "db-architecture", isLate: true });
    expect(gate?.link).toBe("/programs/quay/gates/program/G8");
  });

  test("after a go the next milestone is asked", async () => {
    const id = await programId("quay");
    const m0 = { programId: id, key: "M0" };
    await runtime.database.milestone.updateMany({ where: m0, data: { state: "go" } });
    expect((await readiness("quay")).milestone?.summary.key).toBe("M1");
    await runtime.database.milestone.updateMany({ where: m0, data: { state: "reopened" } });
    expect((await readiness("quay")).milestone?.summary.key).toBe("M0");
    await runtime.database.milestone.updateMany({ where: m0, data: { state: "open" } });
  });
});

describe("what waits", () => {
  test("is of the reader's teams and role, late ones first", async () => {
    const kenji = await readiness("quay", await person("kenji"));
    const decisions = kenji.needs.filter(({ kind }) => kind === "decision");
    expect(decisions.map(({ key }) => key)).toEqual(expect.arrayContaining(["D-006", "D-007"]));
    expect(decisions[0]).toMatchObject({ key: "D-006", isLate: true, action: "Decide" });
    expect(kenji.needs.find(({ kind }) => kind === "gate")).toMatchObject({ key: "G11" });
    expect(kenji.needs.find(({ kind }) => kind === "waiver")?.says).toBe(
      "Waiver ends: observability of registry-v1 in staging",
    );
    const lateness = kenji.needs.map(({ isLate }) => Number(isLate));
    expect(lateness).toEqual([...lateness].sort((one, other) => other - one));
  });

  test("is a condition of an earlier decision, for who sees to them all", async () => {
    const amara = await readiness("quay", await person("amara"));
    expect(amara.needs.filter(({ kind }) => kind === "condition")).toMatchObject([
      { says: "Condition of MM: Every row of the API has an owner", isLate: false },
    ]);
  });

  test("is nothing for who may decide nothing, and nothing for a token", async () => {
    expect((await readiness("quay", await person("farid"))).needs).toEqual([]);
    expect((await readiness("quay", admin)).needs).toEqual([]);
  });

  test("is nothing in a program that has ended", async () => {
    const { needs, milestone, drift } = await readiness("obby", await person("amara"));
    expect({ needs, milestone, drift }).toEqual({ needs: [], milestone: null, drift: [] });
  });
});

test("open blockers lead with what holds most, and the sum counts every row once", async () => {
  const { blockers } = await readiness("quay");
  expect(blockers.total).toBe(2);
  expect(blockers.open.map(({ text }) => text)).toContain("The nightly parity run fails");
  const held = blockers.open.map(({ rows }) => rows);
  expect(held).toEqual([...held].sort((one, other) => other - one));
  expect(blockers.rows).toBe(held.reduce((sum, rows) => sum + rows, 0));
  expect(blockers.of).toBeGreaterThan(449);
});

test("drift names the breached budget and the tests that an earlier build has", async () => {
  const { drift } = await readiness("quay");
  expect(drift.find(({ kind }) => kind === "budget")).toMatchObject({
    key: "PB-REG-AUTH",
    environment: "staging",
  });
  const stale = drift.find(({ kind }) => kind === "stale-tests");
  expect(stale?.says).toMatch(/passed on the build before and have not run on go-0\.42\.0$/);
});

test("drift names a gate that turned, until it passes again", async () => {
  const staging = await runtime.database.environment.findFirstOrThrow({
    where: { program: { key: "overleaf" }, key: "staging" },
  });
  const reading = (state: string, minutesAgo: number) =>
    runtime.database.gateReading.create({
      data: {
        programId: staging.programId,
        environmentId: staging.id,
        gate: "tests",
        capability: "chat",
        state,
        because: "PARITY-002 fails on go.",
        at: new Date(Date.now() - minutesAgo * 60_000),
      },
    });
  const turned = async () =>
    (await readiness("overleaf")).drift
      .filter(({ kind, key }) => kind === "gate" && key === "tests chat")
      .map(({ says }) => says);
  await reading("pass", 50);
  expect(await turned()).toEqual([]);
  await reading("fail", 40);
  expect(await turned()).toEqual(["tests of chat turned to fail in staging"]);
  await reading("unknown", 30);
  expect(await turned()).toEqual(["tests of chat turned to unknown in staging"]);
  await reading("pass", 20);
  expect(await turned()).toEqual([]);
});

test("drift shows a budget once, with the gates that it turned", async () => {
  const staging = await runtime.database.environment.findFirstOrThrow({
    where: { program: { key: "quay" }, key: "staging" },
  });
  const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000);
  const gate = { programId: staging.programId, environmentId: staging.id, gate: "budgets" };
  const capability = "registry-auth";
  await runtime.database.gateReading.createMany({
    data: [
      { ...gate, capability, state: "pass", because: "All are within.", at: at(20) },
      { ...gate, capability, state: "fail", because: "PB-REG-AUTH is breached: late.", at: at(10) },
    ],
  });
  const { drift } = await readiness("quay");
  const named = drift.filter(({ says, detail }) => `${says} ${detail}`.includes("PB-REG-AUTH"));
  expect(named).toMatchObject([
    {
      kind: "budget",
      detail: expect.stringMatching(/ With it turned budgets of registry-auth\.$/),
    },
  ]);
});

describe("a burn-up", () => {
  test("ends where the program stands, and its forecast names its paces", async () => {
    const { points, verified, recordedSince } = (await readiness("quay")).progress;
    const last = points.at(-1);
    expect(points).toHaveLength(53);
    expect(last?.total).toBe(449);
    expect(last?.verified).toBe(
      await runtime.database.item.count({
        where: {
          program: { key: "quay" },
          kind: { in: ["route", "worker"] },
          verification: { in: ["verified", "retired-approved"] },
        },
      }),
    );
    expect(points.map(({ day }) => day)).toEqual(points.map(({ day }) => day).sort());
    expect(verified).toMatchObject({ kind: "range" });
    expect(verified.says).toMatch(/^\d+ are left, at [\d.]+ a day over the last \d+ days/);
    expect(recordedSince).toBe(last?.day);
  });

  test("of a program that nobody recorded begins today, with no forecast", async () => {
    await runtime.database.progressPoint.deleteMany({ where: { program: { key: "router" } } });
    const answer = await readProgress.run(as(admin), { program: "router" });
    const { points, verified, recordedSince } = contract.readProgress.answer.parse(answer);
    expect(points).toHaveLength(1);
    expect(verified).toEqual({
      kind: "none",
      says: "No pace is known yet: it takes the points of 3 days.",
    });
    expect(recordedSince).toBeNull();
  });
});

test("who answers is told once somebody counted, with what disagrees", async () => {
  expect((await readiness("quay")).traffic).toBeNull();
  const staging = await runtime.database.environment.findFirstOrThrow({
    where: { program: { key: "quay" }, key: "staging" },
  });
  const { key: route } = await runtime.database.item.findFirstOrThrow({
    where: { program: { key: "quay" }, capability: { key: "v2-auth" }, kind: "route" },
  });
  await runtime.database.trafficCount.create({
    data: {
      environmentId: staging.id,
      route,
      source: "observed",
      owner: "legacy",
      windowStart: new Date(Date.now() - 1000),
      count: 12n,
    },
  });
  expect((await readiness("quay")).traffic).toEqual({
    environment: "staging",
    capabilities: [{ key: "v2-auth", name: "Registry sign-in", legacy: 12, target: 0, other: 0 }],
    disagreeing: 1,
  });
});

test.each([...examplePrograms.map(({ key }) => key), "fresh"])(
  "%s answers everything that its overview asks, for whoever reads",
  async (program) => {
    for (const actor of [admin, await person("amara"), await person("farid")]) {
      const answer = await readiness(program, actor);
      expect(answer.milestone === null).toBe(["obby", "fresh"].includes(program));
      const figures = programs.readFigures.answer.parse(
        await readFigures.run(as(actor), { program }),
      );
      expect(figures.blockersOpen).toBe(answer.blockers.total);
      expect(figures.gatesBlocked).toBe(
        answer.gates.filter(({ state }) => state === "blocked").length,
      );
    }
  },
);

test("each program of the list says its next milestone's reading and what waits", async () => {
  const answer = programs.listPrograms.answer.parse(await listPrograms.run(as(admin), {}));
  const listed = Object.fromEntries(answer.programs.map((program) => [program.key, program]));
  expect(listed.quay?.next).toMatchObject({ key: "M0", verdict: "no-go", criteria: 17 });
  expect(listed.quay?.waiting).toMatchObject({
    blockersOpen: 2,
    decisionsOpen: 4,
    decisionsLate: 1,
  });
  expect(listed.router?.next).toMatchObject({ key: "P1" });
  expect(listed.obby?.next).toBeNull();
  expect(listed.fresh).toMatchObject({ next: null, waiting: { gatesBlocked: 0, milestone: null } });
});
