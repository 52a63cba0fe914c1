import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { listBatches, readBatch } from "@/lib/contract/batches";
import type { Operation } from "@/lib/contract/operation";
import type { ReviewSessionLine, ReviewSessionView } from "@/lib/contract/review-sessions";

// The contracts are fetched when something is asked, as in switch-queries.
const batches = () => import("@/lib/contract/batches");
const sessions = () => import("@/lib/contract/review-sessions");

export type BatchesAnswer = z.infer<typeof listBatches.answer>;
export type BatchAnswer = z.infer<typeof readBatch.answer>;

/** Batches, waves and weeks of a program. */
export const batchesQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listBatches"],
    queryFn: async ({ signal }): Promise<BatchesAnswer> =>
      callOperation((await batches()).listBatches, { program }, { signal }),
  });

/** One batch with who owns what of it. */
export const batchQuery = (program: string, batch: string) =>
  queryOptions({
    queryKey: ["program", program, "readBatch", batch],
    queryFn: async ({ signal }): Promise<BatchAnswer> =>
      callOperation((await batches()).readBatch, { program, batch }, { signal }),
  });

type SessionsOf = { readonly batch?: string; readonly week?: string };

/** Review meetings, of a batch or week where one is named. */
export const reviewSessionsQuery = (program: string, of: SessionsOf = {}) =>
  queryOptions({
    queryKey: ["program", program, "listReviewSessions", of],
    queryFn: async ({ signal }): Promise<{ sessions: ReviewSessionLine[] }> =>
      callOperation((await sessions()).listReviewSessions, { program, ...of }, { signal }),
  });

/** One review meeting with what came of each row. */
export const reviewSessionQuery = (program: string, session: string) =>
  queryOptions({
    queryKey: ["program", program, "readReviewSession", session],
    queryFn: async ({ signal }): Promise<ReviewSessionView> =>
      callOperation((await sessions()).readReviewSession, { program, session }, { signal }),
  });

export const batchWrites = {
  make: async () => (await batches()).makeBatch,
  edit: async () => (await batches()).editBatch,
  changeRows: async () => (await batches()).changeBatchRows,
  remove: async () => (await batches()).removeBatch,
  importSchedule: async () => (await batches()).importSchedule,
  setWeek: async () => (await batches()).setScheduleWeek,
  removeWeek: async () => (await batches()).removeScheduleWeek,
  setGuide: async () => (await batches()).setReviewGuide,
  startSession: async () => (await sessions()).startReviewSession,
  noteSession: async () => (await sessions()).noteReviewSession,
  finishSession: async () => (await sessions()).finishReviewSession,
};

/** Sends one of the writes and has everything of the program read again. */
export const useBatchWrite = <Input, Answer, Sent extends object>(
  program: string,
  write: () => Promise<Operation<Input, Answer, Sent>>,
  onDone?: (answer: Answer) => void,
) => {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (input: Sent) => callOperation(await write(), input),
    onSuccess: (answer) => onDone?.(answer),
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return { run: mutate, isBusy: isPending, fault: error ? problemOf(error) : null };
};
