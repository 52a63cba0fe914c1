import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { canonicalJson } from "@/lib/domain/canonical-json";
import type { Actor } from "@/lib/domain/permissions";
import { sha256 } from "@/lib/server/audit";
import { castVote } from "@/lib/server/commands/cast-vote";
import { decideRoom } from "@/lib/server/commands/decide-room";
import { finishCondition } from "@/lib/server/commands/finish-condition";
import { openRoom } from "@/lib/server/commands/open-room";
import { setMilestone } from "@/lib/server/commands/set-milestone";
import { setProgramGate } from "@/lib/server/commands/set-program-gate";
import { stateCriterion } from "@/lib/server/commands/state-criterion";
import { bring } from "@/lib/server/inventory/test-bring";
import { readMilestone } from "@/lib/server/queries/read-milestone";
import { readRoom } from "@/lib/server/queries/read-room";
import { reopenForOverdue } from "@/lib/server/registers/due-conditions";
import { openedRoom, roomProgram } from "@/lib/server/registers/test-rooms";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const reason = "for the test";
const day = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

const newProgram = () => roomProgram(runtime.database);
const newRoom = (stated?: "pass" | "fail" | null) => openedRoom(runtime.database, stated);

const seenBy = async (actor: Actor, room: object): Promise<string> =>
  (await readRoom.run(as(actor), room)).digest;
const decide = async (
  actor: Actor,
  room: object,
  asked: { decision: string; conditions?: unknown[] },
) => decideRoom.run(as(actor), { ...room, reason, seen: await seenBy(actor, room), ...asked });
const condition = (owner: string, dueAt = inDays(2)) => ({
  text: "Finish the schema",
  owner,
  dueAt,
});

describe("a go/no-go room", () => {
  test("takes one vote a person, which may be changed until it is decided", async () => {
    const { room, engineer, manager } = await newRoom();
    await castVote.run(as(engineer), { ...room, vote: "go", reason });
    await castVote.run(as(manager), { ...room, vote: "no-go", reason: "not with that schema" });
    const { board, mine } = await castVote.run(as(engineer), { ...room, vote: "abstain", reason });
    expect(mine).toBe("abstain");
    expect(board.votes.map(({ vote }) => vote).sort()).toEqual(["abstain", "no-go"]);
    await decide(manager, room, { decision: "no-go" });
    await expect(castVote.run(as(engineer), { ...room, vote: "go", reason })).rejects.toThrow(
      /was decided no-go by manager.*Votes are closed/,
    );
  });

  test("takes no vote of a token, nor of somebody outside the program", async () => {
    const { room } = await newRoom();
    const vote = { ...room, vote: "go", reason };
    await expect(castVote.run(as(admin), vote)).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await personWith(runtime.database, null);
    await expect(castVote.run(as(stranger), vote)).rejects.toMatchObject({ code: "not-found" });
  });

  test("goes only where the milestone reads go", async () => {
    const { room, manager } = await newRoom();
    await expect(decide(manager, room, { decision: "go" })).rejects.toThrow(
      /NO-GO: 1 core criterion does not hold.*Decide no-go, or go on conditions/,
    );
    const ready = await newRoom("pass");
    const { board } = await decide(ready.manager, ready.room, { decision: "go" });
    expect(board.readiness.says).toBe("GO: its one criterion holds.");
  });

  test("does not go where nobody has said whether a criterion holds", async () => {
    const { room, manager } = await newRoom(null);
    await expect(decide(manager, room, { decision: "go" })).rejects.toThrow(/UNKNOWN: 1 criterion/);
  });

  test.each([
    ["no condition", [], /needs at least one condition/],
    ["a condition in the past", [condition("data", inDays(-1))], /which is past/],
    ["a date that is none", [condition("data", "next week")], /must be a date such as/],
    ["a condition that is nobody's", [condition("")], /name who sees to it/],
  ])("does not go on %s", async (_, conditions, says) => {
    const { room, manager } = await newRoom();
    await expect(decide(manager, room, { decision: "conditional-go", conditions })).rejects.toThrow(
      says,
    );
  });

  test("is decided on the board that the decider saw, and on no other", async () => {
    const { room, engineer, manager } = await newRoom();
    const seen = await seenBy(manager, room);
    await castVote.run(as(engineer), { ...room, vote: "no-go", reason });
    const asked = { ...room, decision: "no-go", reason, seen };
    await expect(decideRoom.run(as(manager), asked)).rejects.toMatchObject({
      code: "stale-version",
    });
  });

  test("is decided once, when two decide at the same moment", async () => {
    const { room, manager } = await newRoom();
    const seen = await seenBy(manager, room);
    const both = await Promise.allSettled([
      decideRoom.run(as(manager), { ...room, decision: "no-go", reason: "the first", seen }),
      decideRoom.run(as(manager), { ...room, decision: "no-go", reason: "the second", seen }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
  });

  test("is one at a time, and of a milestone without criteria reads unknown", async () => {
    const { room, engineer, program, manager } = await newRoom();
    await expect(openRoom.run(as(engineer), { program, milestone: "M1" })).rejects.toThrow(
      /Room 1 of M1 is open already/,
    );
    expect(room.number).toBe(1);
    const place = { program, milestone: "M2" };
    await setMilestone.run(as(manager), { ...place, title: "Second", version: 0, reason });
    const { board } = await openRoom.run(as(engineer), place);
    expect(board.readiness.says).toBe(
      "UNKNOWN: it has no criteria, so nothing says that it can go.",
    );
  });

  test("opens later exactly as it was, whatever became of everything since", async () => {
    const { room, place, id, engineer, manager, program } = await newRoom();
    await setProgramGate.run(as(manager), {
      program,
      gate: "G1",
      title: "Plan",
      state: "blocked",
      version: 0,
      reason,
    });
    await castVote.run(as(engineer), { ...room, vote: "no-go", reason: "too early" });
    await runtime.database.comment.create({
      data: {
        programId: id,
        subjectKind: "milestone",
        subjectKey: "M1",
        text: "Please wait.",
        byId: randomUUID(),
        byName: "Ada",
        at: new Date(),
      },
    });
    const conditions = [condition("data")];
    const decided = await decide(manager, room, { decision: "conditional-go", conditions });
    expect(decided.board.decided).toMatchObject({ decision: "conditional-go", conditions });
    expect(decided.board.decided?.dissent).toEqual([engineer.name]);
    expect(decided.board.comments).toMatchObject([{ on: "M1", text: "Please wait." }]);
    expect(decided.board.environments.map(({ version }) => version)).toEqual([1, 1]);
    const text = canonicalJson(decided.board);
    expect(sha256(text)).toBe(decided.digest);

    const { database } = runtime;
    await stateCriterion.run(as(manager), {
      ...place,
      criterion: "line",
      stated: "pass",
      evidence: "other.sql",
      version: 2,
      reason,
    });
    await setProgramGate.run(as(manager), {
      program,
      gate: "G1",
      state: "complete",
      title: "Another plan",
      version: 1,
      reason,
    });
    await setMilestone.run(as(manager), { ...place, title: "Renamed", version: 1, reason });
    await database.comment.deleteMany({ where: { programId: id } });
    await database.vote.updateMany({
      where: { room: { milestone: { programId: id } } },
      data: { vote: "go" },
    });
    await database.program.update({ where: { id }, data: { name: "Renamed", legacyName: "perl" } });
    await database.environment.updateMany({ where: { programId: id }, data: { version: 99 } });
    await finishCondition.run(as(manager), { ...room, position: 1, note: "it is finished" });

    const later = await readRoom.run(as(engineer), room);
    expect(canonicalJson(later.board)).toBe(text);
    expect(later).toMatchObject({ isOpen: false, isIntact: true, digest: decided.digest });
    expect(later.conditions).toMatchObject([{ state: "done", note: "it is finished" }]);
    const event = await database.auditEvent.findFirstOrThrow({
      where: { chain: id, action: "decide-room" },
    });
    expect(event.after).toMatchObject({ board: decided.digest, state: "conditional-go" });
  });

  test("says so when its frozen board is no longer the one that was frozen", async () => {
    const { room, manager } = await newRoom();
    await decide(manager, room, { decision: "no-go" });
    await runtime.database.goNoGo.updateMany({
      where: { milestone: { program: { key: room.program } } },
      data: { boardDigest: "0".repeat(64) },
    });
    expect(await readRoom.run(as(manager), room)).toMatchObject({ isIntact: false });
  });
});

describe("a condition of a go", () => {
  test("is met by its owner or a manager, once, and by nobody else", async () => {
    const { room, engineer, manager } = await newRoom();
    await decide(manager, room, { decision: "conditional-go", conditions: [condition("data")] });
    const asked = { ...room, position: 1, note: "the schema is frozen" };
    await expect(finishCondition.run(as(engineer), asked)).rejects.toThrow(/is data's/);
    const owner: Actor = { ...(engineer as Actor & { kind: "person" }), teams: ["data"] };
    const { conditions } = await finishCondition.run(as(owner), asked);
    expect(conditions).toMatchObject([{ state: "done", doneBy: engineer.name }]);
    await expect(finishCondition.run(as(manager), asked)).rejects.toMatchObject({
      code: "no-effect",
    });
  });

  test("that is overdue opens the milestone again, visibly and once", async () => {
    const { room, place, manager, id } = await newRoom();
    await decide(manager, room, { decision: "conditional-go", conditions: [condition("data")] });
    const { database } = runtime;
    const soon = await readMilestone.run(as(manager), place);
    expect(soon.conditions).toMatchObject([{ state: "due-soon", owner: "data" }]);
    await reopenForOverdue(database, new Date());
    expect((await readMilestone.run(as(manager), place)).milestone.state).toBe("conditional-go");
    const late = new Date(Date.now() + 3 * day);
    await reopenForOverdue(database, late);
    await reopenForOverdue(database, late);
    const { milestone } = await readMilestone.run({ ...as(manager), now: late }, place);
    expect(milestone).toMatchObject({
      state: "reopened",
      stateBecause: expect.stringMatching(
        /^“Finish the schema” was due .* and is not met; it is data's\.$/,
      ),
      conditions: { overdue: 1 },
    });
    const events = await database.auditEvent.findMany({
      where: { chain: id, action: "reopen-milestone" },
    });
    expect(events).toHaveLength(1);
    expect(events[0]?.after).toMatchObject({ state: "reopened" });
  });
});

describe.skipIf(realFixtures() === null)(
  "the readiness of a real milestone (skipped without ../shared/real)",
  () => {
    test("reads as its file says where nothing was signed, with its criteria linked to the gates whose documents they name", async () => {
      const { program, manager } = await newProgram();
      const files = realFiles("quay").filter(({ name }) => name.endsWith(".md"));
      await bring(program, files);
      const { milestone, criteria } = await readMilestone.run(as(manager), {
        program,
        milestone: "M0",
      });
      expect(milestone.readiness).toMatchObject({
        verdict: "no-go",
        core: { total: 17, fail: 11 },
        additional: { total: 2, fail: 1 },
      });
      const data = criteria.find(({ key }) => key === "data-access-layer-design-md-approved");
      expect(data?.related).toMatchObject([
        { kind: "gate", key: "G8", state: "blocked", holds: false },
      ]);
      expect(data?.because).toBe("Nobody owns data_access_layer_design.md, so nobody signed it.");
      expect(data?.facts).toEqual([
        "Of the line as a whole: m0_readiness_checklist.md, row 17 says “blocked”.",
      ]);
    });
  },
);
