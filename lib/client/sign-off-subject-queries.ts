import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listSubjects, SignOffHistory } from "@/lib/contract/sign-off-subjects";
import type { SignOffRow } from "@/lib/contract/sign-offs";

// The contracts are fetched when something is asked, as in switch-queries.
const rows = () => import("@/lib/contract/sign-offs");
const subjects = () => import("@/lib/contract/sign-off-subjects");

type Subject = { readonly program: string; readonly kind: string; readonly key: string };

/** Something that is signed, as it is shown now. */
export const signOffQuery = (subject: Subject) =>
  queryOptions({
    queryKey: ["program", subject.program, "readSignOff", subject],
    queryFn: async ({ signal }): Promise<SignOffRow> =>
      callOperation((await rows()).readSignOff, { ...subject }, { signal }),
  });

/** Every signature and return that it had. */
export const signOffHistoryQuery = (subject: Subject) =>
  queryOptions({
    queryKey: ["program", subject.program, "readSignOffHistory", subject],
    queryFn: async ({ signal }): Promise<SignOffHistory> =>
      callOperation((await subjects()).readSignOffHistory, { ...subject }, { signal }),
  });

export type SubjectsAnswer = z.infer<typeof listSubjects.answer>;

/** Capabilities, gates, documents and runbooks, for everybody or for the reader. */
export const subjectsQuery = (program: string, whose: "mine" | "all") =>
  queryOptions({
    queryKey: ["program", program, "listSignOffSubjects", { whose }],
    queryFn: async ({ signal }): Promise<SubjectsAnswer> =>
      callOperation((await subjects()).listSubjects, { program, whose }, { signal }),
  });
