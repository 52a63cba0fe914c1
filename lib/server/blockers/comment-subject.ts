import type { z } from "zod";
import type { addComment } from "@/lib/contract/comments";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

type Subject = Pick<z.infer<typeof addComment.input>, "subjectKind" | "subjectKey">;

const isThere = async (
  tx: Transaction,
  programId: string,
  { subjectKind, subjectKey: key }: Subject,
): Promise<boolean> => {
  const [first = "", ...rest] = key.split("/");
  switch (subjectKind) {
    case "program-gate":
      return (await tx.programGate.count({ where: { programId, key } })) > 0;
    case "quality-gate":
      return (await tx.qualityGate.count({ where: { programId, key: first } })) > 0;
    case "milestone":
      return (await tx.milestone.count({ where: { programId, key } })) > 0;
    case "criterion":
      return (
        (await tx.criterion.count({
          where: { key: rest.join("/"), milestone: { programId, key: first } },
        })) > 0
      );
    case "decision":
      return (await tx.decision.count({ where: { programId, key } })) > 0;
    case "blocker":
      return (
        /^[1-9]\d{0,8}$/.test(key) &&
        (await tx.blocker.count({ where: { programId, number: Number(key) } })) > 0
      );
  }
};

/** Refuses a comment on what the program does not have. */
export const refuseUnknownSubject = async (
  tx: Transaction,
  programId: string,
  subject: Subject,
): Promise<void> => {
  if (await isThere(tx, programId, subject)) return;
  throw new Refusal(
    "not-found",
    `The program has no ${subject.subjectKind.replace("-", " ")} ${subject.subjectKey}.`,
  );
};
