import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, Role } from "@/lib/domain/permissions";
import { askWaiver } from "@/lib/server/commands/ask-waiver";
import { decideWaiver } from "@/lib/server/commands/decide-waiver";
import { endWaiver } from "@/lib/server/commands/end-waiver";
import { recordReadings } from "@/lib/server/commands/record-readings";
import { capability, gateWorld } from "@/lib/server/gates/test-gates";
import { listNotices } from "@/lib/server/queries/list-notices";
import { as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const world = async () => {
  const { program, programId } = await gateWorld(runtime.database);
  const person = (role: Role): Promise<Actor> => personWith(runtime.database, role, programId);
  return { program, programId, person, production: { program, environment: "production" } };
};
const noticesOf = async (actor: Actor) => (await listNotices.run(as(actor), {})).notices;
const kindsOf = async (actor: Actor) => (await noticesOf(actor)).map(({ kind }) => kind);

describe("a waiver tells", () => {
  const wanted = (owner: Actor) => ({
    gate: "tests",
    capability,
    reason: "Known, and mended next week.",
    owner: owner.kind === "person" ? `@${owner.handle}` : "",
    until: new Date(Date.now() + 86_400_000 * 7).toISOString(),
  });

  test("those who may decide when it is asked for, its asker and owner what became of it", async () => {
    const { person, production } = await world();
    const [asker, decider, owner] = [
      await person("engineer"),
      await person("manager"),
      await person("viewer"),
    ];
    const { id } = await askWaiver.run(as(asker), { ...production, ...wanted(owner) });
    expect(await kindsOf(decider)).toEqual(["waiver-asked"]);
    expect(await kindsOf(owner)).toEqual([]);
    await decideWaiver.run(as(decider), { ...production, waiver: id, decision: "agree" });
    expect(await kindsOf(asker)).toEqual(["waiver-agreed"]);
    expect(await kindsOf(owner)).toEqual(["waiver-agreed"]);
    await endWaiver.run(as(asker), { ...production, waiver: id, because: "It is mended." });
    expect(await kindsOf(owner)).toEqual(["waiver-ended", "waiver-agreed"]);
    expect((await noticesOf(owner))[0]?.says).toContain("It is mended.");
    expect(await kindsOf(asker)).toEqual(["waiver-agreed"]);
  });

  test("its asker alone that it was refused", async () => {
    const { person, production } = await world();
    const [asker, decider, owner] = [
      await person("engineer"),
      await person("manager"),
      await person("viewer"),
    ];
    const { id } = await askWaiver.run(as(asker), { ...production, ...wanted(owner) });
    const refusal = { decision: "refuse", because: "Mend it first." };
    await decideWaiver.run(as(decider), { ...production, waiver: id, ...refusal });
    expect(await kindsOf(asker)).toEqual(["waiver-refused"]);
    expect(await kindsOf(owner)).toEqual([]);
  });
});

test("a gate that passes no more is told of once, for all its capabilities, where it is protected", async () => {
  const { program, programId, person } = await world();
  const manager = await person("manager");
  const system: Actor = { kind: "system", name: "gates" };
  const record = () => recordReadings.run(as(system), { program });
  await record();
  expect(await kindsOf(manager)).toEqual([]);
  const { count } = await runtime.database.gateReading.updateMany({
    where: { programId, gate: "tests", state: "unknown" },
    data: { state: "pass" },
  });
  expect(count).toBeGreaterThan(1);
  await record();
  await record();
  const notices = await noticesOf(manager);
  expect(notices).toMatchObject([
    {
      kind: "gate-fell",
      says: expect.stringMatching(/ passes no more in production for .*pull/),
      link: expect.stringMatching(/\/gates\/tests\/\w+\?environment=production$/),
    },
  ]);
});
