import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { approveDecision } from "@/lib/server/commands/approve-decision";
import { createProgram } from "@/lib/server/commands/create-program";
import { decideRequest } from "@/lib/server/commands/decide-request";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { setCriterion } from "@/lib/server/commands/set-criterion";
import { setDecision } from "@/lib/server/commands/set-decision";
import { setDecisionStatus } from "@/lib/server/commands/set-decision-status";
import { setMilestone } from "@/lib/server/commands/set-milestone";
import { setProgramGate } from "@/lib/server/commands/set-program-gate";
import { listDecisions } from "@/lib/server/queries/list-decisions";
import { listProgramGates } from "@/lib/server/queries/list-program-gates";
import { readDecision } from "@/lib/server/queries/read-decision";
import { readMilestone } from "@/lib/server/queries/read-milestone";
import { readProgramGate } from "@/lib/server/queries/read-program-gate";
import { readRequest } from "@/lib/server/queries/read-request";
import { decisionStates } from "@/lib/server/registers/decision-states";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const reason = "for the test";

const newProgram = async () => {
  const program = `p-${randomUUID().slice(0, 8)}`;
  await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
  const { id } = await runtime.database.program.findUniqueOrThrow({ where: { key: program } });
  const person = async (role: "manager" | "engineer", ...teams: string[]): Promise<Actor> => {
    const actor = await personWith(runtime.database, role, id);
    return { ...(actor as Actor & { kind: "person" }), teams };
  };
  const manager = await person("manager");
  const place = { program, decision: "D-1" };
  const make = (more: object = {}) =>
    setDecision.run(as(manager), { ...place, title: "Router", version: 0, reason, ...more });
  return { program, id, person, manager, place, make };
};

const handleOf = (actor: Actor): string => (actor.kind === "person" ? actor.handle : "");

describe("a decision", () => {
  test("is not approved by those alone who wrote it since it was last approved", async () => {
    const { place, manager, make, person, program, id } = await newProgram();
    const [ada, bob] = [await person("engineer", "data"), await person("engineer", "data")];
    const say = (version: number) => ({ ...place, verdict: "approve", version });
    const edit = (by: Actor, version: number, more: object) =>
      setDecision.run(as(by), { ...place, version, reason, ...more });
    await make({ approvers: ["data"] });
    expect(await edit(ada, 1, { recommendation: "Option A" })).toMatchObject({
      writers: [ada.name, manager.name].sort(),
    });
    expect(await approveDecision.run(as(ada), say(2))).toMatchObject({
      status: "open",
      waitsFor: ["data"],
    });
    expect((await listDecisions.run(as(bob), { program })).decisions[0]?.waitsFor).toEqual([
      "data",
    ]);
    expect(await approveDecision.run(as(bob), say(2))).toMatchObject({
      status: "approved",
      writers: [],
    });
    await edit(bob, 2, { approvers: [`@${handleOf(bob)}`] });
    expect((await readDecision.run(as(bob), place)).cannotApprove).toMatch(
      /You wrote D-1 yourself/,
    );
    await expect(approveDecision.run(as(bob), say(3))).rejects.toMatchObject({ code: "forbidden" });
    await edit(bob, 3, { approvers: ["data"] });
    expect(await approveDecision.run(as(ada), say(4))).toMatchObject({ status: "approved" });
    await edit(bob, 4, { approvers: [`@${handleOf(bob)}`] });
    await runtime.database.program.update({
      where: { id },
      data: { signOffRules: { fourEyes: false } },
    });
    expect(await approveDecision.run(as(bob), say(5))).toMatchObject({ status: "approved" });
  });

  test("is approved once everybody who is named has approved, each on what it says now", async () => {
    const { place, make, person, id } = await newProgram();
    const ada = await person("engineer");
    const bob = await person("engineer", "data");
    await make({ approvers: [`@${handleOf(ada)}`, "data"], owner: "runtime" });
    const approve = { ...place, verdict: "approve", version: 1 };
    const half = await approveDecision.run(as(ada), { ...approve, outcome: "Option A" });
    expect(half).toMatchObject({ status: "open", waitsFor: ["data"] });
    const whole = await approveDecision.run(as(bob), { ...approve, comment: "fine" });
    expect(whole).toMatchObject({ status: "approved", outcome: "Option A", waitsFor: [] });
    expect(whole.decidedBy).toContain(ada.name);
    const states = await decisionStates(runtime.database, id);
    expect(states["D-1"]).toMatchObject({ state: "approved", title: "Router" });
  });

  test("falls open with an edit, and its approvals no longer count", async () => {
    const { place, make, person, manager } = await newProgram();
    const ada = await person("engineer", "runtime");
    await make({ owner: "runtime" });
    await approveDecision.run(as(ada), { ...place, verdict: "approve", version: 1 });
    const edited = await setDecision.run(as(manager), {
      ...place,
      recommendation: "Option B",
      version: 1,
      reason,
    });
    expect(edited).toMatchObject({ status: "open", decidedBy: null, waitsFor: ["runtime"] });
    expect(edited.approvals).toMatchObject([{ counts: false, version: 1 }]);
    const { history } = await readDecision.run(as(manager), place);
    expect(history[0]).toMatchObject({
      action: "set-decision",
      reason,
      changes: [
        { field: "recommendation", was: "", is: "Option B" },
        { field: "status", was: "approved", is: "open" },
      ],
    });
  });

  test("is rejected by one of those named, and decided anew only after it was opened", async () => {
    const { place, make, person, manager } = await newProgram();
    const ada = await person("engineer", "runtime");
    await make({ owner: "runtime" });
    const reject = { ...place, verdict: "reject", version: 1 };
    expect(await approveDecision.run(as(ada), reject)).toMatchObject({ status: "rejected" });
    await expect(approveDecision.run(as(ada), reject)).rejects.toThrow(
      /is rejected; open it again/,
    );
    const open = { ...place, status: "open", version: 1, reason };
    expect(await setDecisionStatus.run(as(manager), open)).toMatchObject({ status: "open" });
  });

  test("is approved by nobody who is not named, and by no token", async () => {
    const { place, make, person } = await newProgram();
    await make({ owner: "runtime" });
    const approve = { ...place, verdict: "approve", version: 1 };
    await expect(approveDecision.run(as(await person("engineer")), approve)).rejects.toThrow(
      /approved by runtime\. You are none of them/,
    );
    await expect(approveDecision.run(as(admin), approve)).rejects.toThrow(/never an API token/);
  });

  test("that was changed meanwhile is neither edited nor approved on what it said before", async () => {
    const { place, make, manager, person } = await newProgram();
    await make({ owner: "runtime" });
    const edit = { ...place, title: "Another", version: 1, reason };
    await setDecision.run(as(manager), edit);
    await expect(setDecision.run(as(manager), edit)).rejects.toMatchObject({
      code: "stale-version",
    });
    const ada = await person("engineer", "runtime");
    await expect(
      approveDecision.run(as(ada), { ...place, verdict: "approve", version: 1 }),
    ).rejects.toThrow(/D-1 was changed by .* to version 2 \(you saw 1\)/);
  });

  test("is late once its date is past, and says what a date is", async () => {
    const { make, program, manager } = await newProgram();
    await make({ targetAt: "2026-02-26" });
    const { decisions, counts } = await listDecisions.run(as(manager), { program });
    expect(decisions).toMatchObject([{ isLate: true, targetAt: "2026-02-26T23:59:59.000Z" }]);
    expect(counts).toMatchObject({ open: 1, approved: 0 });
    await expect(make({ decision: "D-2", targetAt: "next week" })).rejects.toThrow(
      /targetAt: must be a date such as 2026-03-01/,
    );
  });

  test("is asked for by a milestone, which reads it", async () => {
    const { program, make, manager, place, person } = await newProgram();
    await make({ owner: "runtime" });
    const milestone = { program, milestone: "M1" };
    await setMilestone.run(as(manager), { ...milestone, title: "First", version: 0, reason });
    const criterion = {
      ...milestone,
      criterion: "router",
      title: "Router decided",
      version: 0,
      reason,
    };
    await setCriterion.run(as(manager), {
      ...criterion,
      refers: { kind: "decision", decision: "D-1" },
    });
    await expect(
      setCriterion.run(as(manager), {
        ...criterion,
        criterion: "other",
        refers: { kind: "decision", decision: "D-9" },
      }),
    ).rejects.toThrow(/There is no decision D-9 in this program/);
    const before = await readMilestone.run(as(manager), milestone);
    expect(before.criteria).toMatchObject([{ state: "fail", owner: "runtime" }]);
    const ada = await person("engineer", "runtime");
    await approveDecision.run(as(ada), { ...place, verdict: "approve", version: 1 });
    const after = await readMilestone.run(as(manager), milestone);
    expect(after.milestone.readiness.verdict).toBe("go");
    const { requiredBy } = await readDecision.run(as(manager), place);
    expect(requiredBy).toEqual([{ kind: "milestone", key: "M1", title: "First" }]);
  });
});

describe("a program gate", () => {
  const gate = async () => {
    const world = await newProgram();
    const place = { program: world.program, gate: "G1" };
    await setProgramGate.run(as(world.manager), { ...place, title: "Plan", version: 0, reason });
    return { ...world, place };
  };

  /** Asks for a rule where something is protected, has it approved by somebody else, and applies it. */
  const setRule = async (program: string, manager: Actor, edit: object) => {
    const production = { program, environment: "production" };
    const criteria = { kind: "program-gate-rule", ...edit };
    const { number } = await requestFlip.run(as(manager), { ...production, criteria, reason });
    const { id } = await runtime.database.program.findUniqueOrThrow({ where: { key: program } });
    const other = await personWith(runtime.database, "owner", id);
    const { request } = await readRequest.run(as(other), { ...production, number });
    const { revision, ground } = request;
    const approval = { ...production, number, revision, ground, decision: "approve" };
    await decideRequest.run(as(other), approval);
    await applyRequest.run(as(manager), { ...production, number });
  };

  test("has its rule asked for where an environment is protected", async () => {
    const { place, manager } = await gate();
    const rule = { kind: "check", check: "rows-signed", with: {} };
    await expect(
      setProgramGate.run(as(manager), { ...place, rule, version: 1, reason }),
    ).rejects.toMatchObject({
      code: "needs-request",
      facts: { request: { criteria: { kind: "program-gate-rule", gate: "G1", was: null, rule } } },
    });
  });

  test("is changed on the version that was seen, and its history says by whom and why", async () => {
    const { place, manager } = await gate();
    const change = { ...place, state: "ready", owner: "data", version: 1, reason: "approved" };
    await setProgramGate.run(as(manager), change);
    await expect(setProgramGate.run(as(manager), change)).rejects.toMatchObject({
      code: "stale-version",
    });
    const { history, gate: is } = await readProgramGate.run(as(manager), place);
    expect(is).toMatchObject({ state: "ready", owner: "data", version: 2 });
    expect(history[0]).toMatchObject({ by: manager.name, reason: "approved" });
    expect(history[0]?.changes).toContainEqual({ field: "state", was: "pending", is: "ready" });
  });

  test("is not called ready above what its rule reads, and is held there where that changes", async () => {
    const { place, manager, program } = await gate();
    const rule = { kind: "cel", expression: 'decisions["D-1"].state == "approved"' };
    await setDecision.run(as(manager), {
      program,
      decision: "D-1",
      title: "Router",
      version: 0,
      reason,
    });
    await setProgramGate.run(as(manager), { ...place, state: "complete", version: 1, reason });
    await setRule(program, manager, { gate: "G1", was: null, rule });
    await expect(
      setProgramGate.run(as(manager), { ...place, state: "ready", version: 3, reason }),
    ).rejects.toThrow(/G1 cannot be called ready: its rule reads/);
    const { gates } = await listProgramGates.run(as(manager), { program });
    expect(gates).toMatchObject([
      {
        state: "mostly-ready",
        stated: "complete",
        heldBecause: expect.stringMatching(/its rule reads/),
      },
    ]);
  });

  test("takes no rule that cannot be read, and no state that is none", async () => {
    const { place, manager } = await gate();
    const rule = { kind: "cel", expression: "1 + 1" };
    await expect(
      setProgramGate.run(as(manager), { ...place, rule, version: 1, reason }),
    ).rejects.toMatchObject({ code: "invalid" });
    await expect(
      setProgramGate.run(as(manager), { ...place, state: "nearly", version: 1, reason }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});
