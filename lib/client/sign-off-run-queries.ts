import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type {
  listSignOffRuns,
  previewSignOffRun,
  SignOffRunView,
} from "@/lib/contract/sign-off-runs";

// The contract is fetched when something is asked, as in switch-queries.
const contract = () => import("@/lib/contract/sign-off-runs");

export type RunPreview = z.infer<typeof previewSignOffRun.answer>;
export type RunsAnswer = z.infer<typeof listSignOffRuns.answer>;

/** What is to be signed together: rows by name, or all that wait under a filter. */
export type BulkAsked = Omit<z.input<typeof previewSignOffRun.input>, "program">;

/** What a bulk would sign, looked at once when it is asked for: what changes later is refused row by row. */
export const runPreviewQuery = (program: string, asked: BulkAsked) =>
  queryOptions({
    queryKey: ["sign-off-preview", program, asked],
    queryFn: async ({ signal }): Promise<RunPreview> =>
      callOperation((await contract()).previewSignOffRun, { program, ...asked }, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** Milliseconds between two looks at a run that is under way. */
const lookMs = 400;

/** How far a run is, kept current while it goes on. */
export const runQuery = (program: string, run: string) =>
  queryOptions({
    queryKey: ["sign-off-run", program, run],
    queryFn: async ({ signal }): Promise<SignOffRunView> =>
      callOperation((await contract()).readSignOffRun, { program, run }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? lookMs : false),
  });

/** The newest runs of a program. */
export const runsQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listSignOffRuns"],
    queryFn: async ({ signal }): Promise<RunsAnswer> =>
      callOperation((await contract()).listSignOffRuns, { program, limit: 5 }, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => run.state === "running") ? 2_000 : false,
  });
