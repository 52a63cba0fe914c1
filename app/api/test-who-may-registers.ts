import { randomUUID } from "node:crypto";
import { openRoom } from "@/lib/server/commands/open-room";
import { setDecision } from "@/lib/server/commands/set-decision";
import { as, personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const reason = "asked for by the test";
const anyRole = "viewer owner engineer on-call manager";
const writers = "owner engineer manager";
const voters = "owner engineer on-call manager";
const readers = "read import evidence switch admin";
const stamp = () => ({ changedAt: new Date(), changedByName: "tests" });
const newKey = (letter: string): string => `${letter}-${randomUUID().slice(0, 8)}`;

/** Who may do what with program gates, milestones, go/no-go rooms and decisions. */
export const registerRows = (database: () => TestDatabase): readonly Row[] => {
  const programId = async (): Promise<string> =>
    (await database().program.findUniqueOrThrow({ where: { key: program } })).id;

  const gate = async () => {
    const key = newKey("G");
    await database().programGate.create({
      data: {
        programId: await programId(),
        key,
        position: 0,
        title: "Plan",
        state: "pending",
        ...stamp(),
      },
    });
    return { program, gate: key };
  };

  /** A milestone with one line of a checklist. */
  const milestone = async () => {
    const key = newKey("M");
    const { id } = await database().milestone.create({
      data: { programId: await programId(), key, position: 0, title: "First" },
    });
    await database().criterion.create({
      data: {
        milestoneId: id,
        key: "line",
        position: 0,
        title: "A line",
        kind: "checklist",
        ...stamp(),
      },
    });
    return { program, milestone: key };
  };
  const line = async () => ({ ...(await milestone()), criterion: "line", version: 1, reason });

  const manager = async () => personWith(database(), "manager", await programId());
  const room = async () => {
    const asked = await milestone();
    const { number, digest } = await openRoom.run(as(await manager()), asked);
    return { asked: { ...asked, number }, digest };
  };

  const decision = async () => {
    const key = newKey("D");
    const made = { program, decision: key, version: 0, title: "Router", reason };
    await setDecision.run(as(await manager()), made);
    return { program, decision: key, version: 1 };
  };

  return [
    {
      operation: "listProgramGates",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program }),
    },
    { operation: "readProgramGate", people: anyRole, tokens: readers, input: gate },
    {
      operation: "setProgramGate",
      people: writers,
      tokens: "never",
      input: async () => ({ ...(await gate()), state: "ready", version: 1, reason }),
    },
    {
      operation: "setProgramGate",
      when: "its rule",
      people: "manager",
      tokens: "never",
      // The program has a protected environment: it is asked for with a request.
      answers: 409,
      isRefused: true,
      input: async () => ({
        ...(await gate()),
        rule: { kind: "check", check: "rows-signed", with: {} },
        version: 1,
        reason,
      }),
    },
    {
      operation: "listMilestones",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program }),
    },
    { operation: "readMilestone", people: anyRole, tokens: readers, input: milestone },
    {
      operation: "setMilestone",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, milestone: newKey("M"), title: "New", version: 0, reason }),
    },
    {
      operation: "setCriterion",
      people: "manager",
      tokens: "admin",
      input: async () => ({
        ...(await milestone()),
        criterion: "another",
        title: "Another",
        version: 0,
        reason,
      }),
    },
    { operation: "removeCriterion", people: "manager", tokens: "admin", input: line },
    {
      operation: "orderCriteria",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...(await milestone()), criteria: ["line"] }),
    },
    {
      operation: "stateCriterion",
      people: writers,
      tokens: "never",
      input: async () => ({ ...(await line()), stated: "pass" }),
    },
    { operation: "openRoom", people: voters, tokens: "never", input: milestone },
    {
      operation: "readRoom",
      people: anyRole,
      tokens: readers,
      input: async () => (await room()).asked,
    },
    {
      operation: "castVote",
      people: voters,
      tokens: "never",
      input: async () => ({ ...(await room()).asked, vote: "no-go", reason }),
    },
    {
      operation: "decideRoom",
      people: "manager",
      tokens: "never",
      input: async () => {
        const { asked, digest } = await room();
        return { ...asked, decision: "no-go", reason, seen: digest };
      },
    },
    {
      operation: "finishCondition",
      when: "somebody else's",
      people: "manager",
      tokens: "never",
      input: async () => {
        const { asked } = await room();
        const { id } = await database().goNoGo.findFirstOrThrow({
          where: { milestone: { key: asked.milestone } },
        });
        await database().condition.create({
          data: {
            goNoGoId: id,
            position: 1,
            text: "Finish it",
            owner: "nobody-here",
            dueAt: new Date(Date.now() + 86_400_000),
          },
        });
        return { ...asked, position: 1, note: "it is done" };
      },
    },
    {
      operation: "listDecisions",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program }),
    },
    {
      operation: "readDecision",
      people: anyRole,
      tokens: readers,
      input: async () => decision(),
    },
    {
      operation: "setDecision",
      people: writers,
      tokens: "never",
      input: async () => ({ ...(await decision()), title: "Another router", reason }),
    },
    {
      operation: "setDecisionStatus",
      people: writers,
      tokens: "never",
      input: async () => ({ ...(await decision()), status: "superseded", reason }),
    },
    {
      operation: "approveDecision",
      when: "which is decided already",
      people: writers,
      tokens: "never",
      answers: 409,
      isRefused: true,
      input: async () => {
        const asked = await decision();
        await database().decision.updateMany({
          where: { key: asked.decision },
          data: { status: "superseded" },
        });
        return { ...asked, verdict: "approve" };
      },
    },
  ];
};
