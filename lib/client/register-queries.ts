import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type {
  approveDecision,
  listDecisions,
  readDecision,
  setDecision,
  setDecisionStatus,
} from "@/lib/contract/decisions";
import type {
  castVote,
  decideRoom,
  finishCondition,
  openRoom,
  readRoom,
} from "@/lib/contract/go-no-go";
import type {
  listMilestones,
  readMilestone,
  removeCriterion,
  setCriterion,
  setMilestone,
  stateCriterion,
} from "@/lib/contract/milestones";
import type { readProgramGate, setProgramGate } from "@/lib/contract/program-gates";

// Contracts are fetched when something is asked, as in switch-queries.
const milestones = () => import("@/lib/contract/milestones");
const rooms = () => import("@/lib/contract/go-no-go");
const decisions = () => import("@/lib/contract/decisions");
const programGates = () => import("@/lib/contract/program-gates");

export type MilestonesAnswer = z.infer<typeof listMilestones.answer>;
export type MilestoneAnswer = z.infer<typeof readMilestone.answer>;
export type RoomAnswer = z.infer<typeof readRoom.answer>;
export type DecisionsAnswer = z.infer<typeof listDecisions.answer>;
export type DecisionAnswer = z.infer<typeof readDecision.answer>;
export type ProgramGateAnswer = z.infer<typeof readProgramGate.answer>;

export const milestonesQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listMilestones"],
    queryFn: async ({ signal }): Promise<MilestonesAnswer> =>
      callOperation((await milestones()).listMilestones, { program }, { signal }),
  });

export const milestoneQuery = (program: string, milestone: string) =>
  queryOptions({
    queryKey: ["program", program, "readMilestone", milestone],
    queryFn: async ({ signal }): Promise<MilestoneAnswer> =>
      callOperation((await milestones()).readMilestone, { program, milestone }, { signal }),
  });

export const roomQuery = (program: string, milestone: string, number: number) =>
  queryOptions({
    queryKey: ["program", program, "readRoom", milestone, number],
    queryFn: async ({ signal }): Promise<RoomAnswer> =>
      callOperation((await rooms()).readRoom, { program, milestone, number }, { signal }),
  });

export const decisionsQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listDecisions"],
    queryFn: async ({ signal }): Promise<DecisionsAnswer> =>
      callOperation((await decisions()).listDecisions, { program }, { signal }),
  });

export const decisionQuery = (program: string, decision: string) =>
  queryOptions({
    queryKey: ["program", program, "readDecision", decision],
    queryFn: async ({ signal }): Promise<DecisionAnswer> =>
      callOperation((await decisions()).readDecision, { program, decision }, { signal }),
  });

export const programGateQuery = (program: string, gate: string) =>
  queryOptions({
    queryKey: ["program", program, "readProgramGate", gate],
    queryFn: async ({ signal }): Promise<ProgramGateAnswer> =>
      callOperation((await programGates()).readProgramGate, { program, gate }, { signal }),
  });

/** The program's gates by name, to choose from. */
export const gateNamesQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listProgramGates", "names"],
    queryFn: async ({ signal }): Promise<{ key: string; title: string }[]> => {
      const { listProgramGates } = await programGates();
      return (await callOperation(listProgramGates, { program }, { signal })).gates;
    },
  });

type Sent<Input extends z.ZodType> = z.input<Input>;

/** Every write to milestones, rooms, decisions and program gates. */
export const registerWrites = {
  setMilestone: async (input: Sent<typeof setMilestone.input>) =>
    callOperation((await milestones()).setMilestone, input),
  setCriterion: async (input: Sent<typeof setCriterion.input>) =>
    callOperation((await milestones()).setCriterion, input),
  removeCriterion: async (input: Sent<typeof removeCriterion.input>) =>
    callOperation((await milestones()).removeCriterion, input),
  stateCriterion: async (input: Sent<typeof stateCriterion.input>) =>
    callOperation((await milestones()).stateCriterion, input),
  openRoom: async (input: Sent<typeof openRoom.input>) =>
    callOperation((await rooms()).openRoom, input),
  castVote: async (input: Sent<typeof castVote.input>) =>
    callOperation((await rooms()).castVote, input),
  decideRoom: async (input: Sent<typeof decideRoom.input>) =>
    callOperation((await rooms()).decideRoom, input),
  finishCondition: async (input: Sent<typeof finishCondition.input>) =>
    callOperation((await rooms()).finishCondition, input),
  setDecision: async (input: Sent<typeof setDecision.input>) =>
    callOperation((await decisions()).setDecision, input),
  approveDecision: async (input: Sent<typeof approveDecision.input>) =>
    callOperation((await decisions()).approveDecision, input),
  setDecisionStatus: async (input: Sent<typeof setDecisionStatus.input>) =>
    callOperation((await decisions()).setDecisionStatus, input),
  setProgramGate: async (input: Sent<typeof setProgramGate.input>) =>
    callOperation((await programGates()).setProgramGate, input),
};

/** A write with its fault in words; whatever the program shows is read again after it. */
export const useRegisterWrite = <Input, Answer>(
  program: string,
  write: (input: Input) => Promise<Answer>,
  onDone: (answer: Answer) => void = () => undefined,
) => {
  const client = useQueryClient();
  const doing = useMutation({
    mutationFn: write,
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return {
    run: doing.mutate,
    isBusy: doing.isPending,
    fault: doing.error ? problemOf(doing.error) : null,
  };
};
