import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

/** What can be talked about, each named by its key: a criterion as `milestone/criterion`. */
const CommentSubject = {
  subjectKind: z.enum([
    "program-gate",
    "quality-gate",
    "milestone",
    "criterion",
    "decision",
    "blocker",
    "sign-off",
  ]),
  /**
   * A quality gate of one capability as `gate/capability`; a blocker by its number; what is signed as
   * `kind/key`: `route/ROUTE-0311`. A program gate has the one thread of its own kind.
   */
  subjectKey: z.string().min(1).max(361),
};

export const CommentView = z.object({
  id: z.string(),
  by: z.string(),
  at: Timestamp,
  text: z.string(),
});
export type CommentView = z.infer<typeof CommentView>;

export const listComments = operation({
  id: "listComments",
  method: "GET",
  path: "/api/v1/programs/{program}/comments",
  summary:
    "What people said about a gate, a milestone, a decision, a blocker or something that is signed, oldest first",
  tag: "comments",
  input: ProgramInput.extend(CommentSubject),
  /** The newest 500. */
  answer: z.object({ comments: z.array(CommentView) }),
});

export const addComment = operation({
  id: "addComment",
  method: "POST",
  path: "/api/v1/programs/{program}/comments",
  summary:
    "Say something about a gate, a milestone, a decision, a blocker or something that is signed",
  tag: "comments",
  status: 201,
  input: ProgramInput.extend({
    ...CommentSubject,
    text: z.string().trim().min(1, "say something").max(4000, "must have at most 4,000 characters"),
  }),
  answer: CommentView,
});
