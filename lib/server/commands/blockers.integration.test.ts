import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { addBlocker } from "@/lib/server/commands/add-blocker";
import { addComment } from "@/lib/server/commands/add-comment";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { editBlocker } from "@/lib/server/commands/edit-blocker";
import { reopenBlocker } from "@/lib/server/commands/reopen-blocker";
import { resolveBlocker } from "@/lib/server/commands/resolve-blocker";
import { listBlockers } from "@/lib/server/queries/list-blockers";
import { listComments } from "@/lib/server/queries/list-comments";
import { previewChange } from "@/lib/server/queries/preview-change";
import { readBlocker } from "@/lib/server/queries/read-blocker";
import { admin, as } from "@/lib/server/test-actors";
import { type RequestWorld, requestWorld } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let world: RequestWorld;
let engineer: Actor;
let owner: Actor;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());
beforeEach(async () => {
  world = await requestWorld(runtime.database);
  engineer = await world.person("engineer");
  owner = await world.person("owner");
});

const open = (more: Record<string, unknown> = {}) =>
  addBlocker.run(as(engineer), {
    program: world.program,
    text: "No oracle to compare with",
    holds: [{ level: "family", key: "health" }],
    ...more,
  });
const list = (more: Record<string, unknown> = {}) =>
  listBlockers.run(as(admin), { program: world.program, ...more });

describe("the register", () => {
  test("a blocker names what it holds and how many rows that is; those that hold most come first", async () => {
    const one = await open({ owner: "team-a", url: "https://ci.example/run/1" });
    expect(one).toMatchObject({ number: 1, rows: 1, routes: 1, workers: 0, owner: "team-a" });
    const everything = await open({ text: "No database yet", holds: [{ level: "program" }] });
    expect(everything).toMatchObject({
      number: 2,
      rows: 4,
      holds: [{ level: "program", key: "", says: "everything", rows: 4 }],
    });
    const { blockers, counts, held, owners } = await list();
    expect(blockers.map(({ number }) => number)).toEqual([2, 1]);
    expect({ counts, held, owners }).toEqual({
      counts: { open: 2, resolved: 0 },
      held: { rows: 4, of: 4 },
      owners: [{ value: "team-a", count: 1 }],
    });
  });

  test("it is found by its words, its owner and by what it holds", async () => {
    await open({ owner: "team-a" });
    await open({ text: "The worker leaks", holds: [{ level: "worker", key: "gc" }] });
    const numbers = async (more: Record<string, unknown>) =>
      (await list(more)).blockers.map(({ number }) => number);
    expect(await numbers({ q: "LEAKS" })).toEqual([2]);
    expect(await numbers({ owner: ["team-a"] })).toEqual([1]);
    expect(await numbers({ level: "worker", key: "W-1" })).toEqual([2]);
    expect(await numbers({ level: "route", key: "R-1" })).toEqual([1]);
    expect(await numbers({ level: "route", key: "R-2" })).toEqual([]);
  });

  test("what it holds has to be there", async () => {
    const holds = [
      { level: "family", key: "health" },
      { level: "route", key: "R-99" },
      { level: "capability", key: "push" },
    ];
    await expect(open({ holds })).rejects.toMatchObject({
      code: "invalid",
      message: "There is no route R-99.",
      reasons: [
        { field: "holds[1]", says: "There is no route R-99." },
        { field: "holds[2]", says: "There is no capability push." },
      ],
    });
    await expect(open({ holds: [] })).rejects.toMatchObject({ code: "invalid" });
    await expect(open({ holds: [{ level: "program", key: "x" }] })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(open({ url: "javascript:alert(1)" })).rejects.toMatchObject({ code: "invalid" });
    expect((await list()).counts.open).toBe(0);
  });

  test("it is edited and resolved on the version that was seen, and what was done stays", async () => {
    const { number } = await open();
    const place = { program: world.program, number };
    const words = { text: "No oracle in CI", holds: [{ level: "route", key: "R-2" }] };
    const edited = await editBlocker.run(as(owner), { ...place, ...words, version: 1 });
    expect(edited).toMatchObject({ version: 2, text: "No oracle in CI", rows: 1 });
    const stale = resolveBlocker.run(as(owner), { ...place, version: 1, resolution: "it runs" });
    await expect(stale).rejects.toMatchObject({ code: "stale-version" });
    await resolveBlocker.run(as(owner), { ...place, version: 2, resolution: "it runs" });
    expect((await list()).blockers).toEqual([]);
    expect((await list({ state: "resolved" })).blockers).toMatchObject([
      { number, resolved: { resolution: "it runs", by: owner.name } },
    ]);
    await expect(
      resolveBlocker.run(as(owner), { ...place, version: 3, resolution: "again" }),
    ).rejects.toMatchObject({ code: "conflict" });
    await reopenBlocker.run(as(engineer), { ...place, version: 3, reason: "it broke again" });
    const { steps, heldRows } = await readBlocker.run(as(admin), place);
    expect(steps.map(({ did, by }) => [did, by])).toEqual([
      ["reopened", engineer.name],
      ["resolved", owner.name],
      ["edited", owner.name],
      ["opened", engineer.name],
    ]);
    expect(heldRows).toMatchObject([{ kind: "route", key: "R-2", title: "GET /pull/{id}" }]);
  });

  test("two that are opened at once have a number each", async () => {
    const made = await Promise.all([open(), open(), open()]);
    expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
  });

  test("people talk about it, and not about one that there is not", async () => {
    const { number } = await open();
    const subject = { program: world.program, subjectKind: "blocker", subjectKey: String(number) };
    await addComment.run(as(owner), { ...subject, text: "It is on its way." });
    await addComment.run(as(engineer), { ...subject, text: "Thank you." });
    const { comments } = await listComments.run(as(admin), subject);
    expect(comments.map(({ by, text }) => [by, text])).toEqual([
      [owner.name, "It is on its way."],
      [engineer.name, "Thank you."],
    ]);
    for (const subjectKey of ["99", "x", "1e9", "0"]) {
      const none = addComment.run(as(owner), { ...subject, subjectKey, text: "x" });
      await expect(none).rejects.toMatchObject({ code: "not-found" });
    }
    const empty = addComment.run(as(owner), { ...subject, text: "   " });
    await expect(empty).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("the interlock", () => {
  const flip = { rules: [{ level: "family", key: "health", owner: "go" }] };
  const staged = async () => ({
    ...world.staging,
    ...flip,
    reason: "the wave is ready",
    expectedVersion: (await world.environment("staging")).version,
  });

  test("production refuses the flip of what an open blocker holds, until it is resolved", async () => {
    const { number } = await open();
    const asked = await world.ask(engineer);
    await world.decide(owner, asked.number);
    const apply = () =>
      applyRequest.run(as(engineer), { ...world.production, number: asked.number });
    await expect(apply()).rejects.toMatchObject({
      code: "interlocked",
      reasons: [{ says: `Blocker ${number} is open: No oracle to compare with. Nobody owns it.` }],
      facts: {
        interlocks: [
          { kind: "blocker", state: "open", link: `/programs/${world.program}/blockers/${number}` },
        ],
      },
    });
    const place = { program: world.program, number, version: 1 };
    await resolveBlocker.run(as(owner), { ...place, resolution: "there is one" });
    await apply();
    expect(await world.owner(world.production, "health")).toBe("target");
  });

  test("staging warns and flips", async () => {
    await open();
    const flipped = await changeSwitches.run(as(engineer), await staged());
    expect(flipped.effect.interlocks).toMatchObject([{ kind: "blocker", state: "open" }]);
    expect(await world.owner(world.staging, "health")).toBe("target");
  });

  test("what it does not hold is flipped without a word", async () => {
    await open({ holds: [{ level: "family", key: "registry" }] });
    const flipped = await changeSwitches.run(as(engineer), await staged());
    expect(flipped.effect.interlocks).toEqual([]);
  });

  test("a rollback is never held", async () => {
    const { number } = await world.ask(engineer);
    await world.decide(owner, number);
    await applyRequest.run(as(engineer), { ...world.production, number });
    await open({ holds: [{ level: "program" }] });
    await world.rollback(world.production, world.family("health", "python"));
    expect(await world.owner(world.production, "health")).toBe("legacy");
  });

  test("a worker is held by its row's key as by its switch's name", async () => {
    await open({ holds: [{ level: "worker", key: "W-1" }] });
    const { interlocks } = await previewChange
      .run(as(engineer), {
        ...world.staging,
        dryRun: true,
        rules: [{ level: "worker", key: "gc", owner: "go" }],
      })
      .then(({ effect }) => effect);
    expect(interlocks.map(({ kind }) => kind)).toContain("blocker");
  });
});
