import type { z } from "zod";
import type { addComment } from "@/lib/contract/comments";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { readSubjects } from "@/lib/server/sign-offs/subject-reading";

type Subject = Pick<z.infer<typeof addComment.input>, "subjectKind" | "subjectKey">;

const isThere = async (
  tx: Transaction,
  program: ProgramScope,
  { subjectKind, subjectKey: key }: Subject,
  now: Date,
): Promise<boolean> => {
  const programId = program.id;
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
    case "sign-off": {
      if (first === "program-gate") return false;
      const settings = await signOffSettings(tx, programId);
      const named = [{ kind: first, key: rest.join("/") }];
      return (await readSubjects(tx, program, settings, now, named)).length > 0;
    }
  }
};

/** Refuses a comment on what the program does not have. */
export const refuseUnknownSubject = async (
  tx: Transaction,
  program: ProgramScope,
  subject: Subject,
  now: Date,
): Promise<void> => {
  if (await isThere(tx, program, subject, now)) return;
  const { subjectKind, subjectKey } = subject;
  throw new Refusal(
    "not-found",
    subjectKind === "sign-off"
      ? `Nothing is signed here as ${subjectKey}: it is named as kind/key, a gate as a program gate.`
      : `The program has no ${subjectKind.replace("-", " ")} ${subjectKey}.`,
  );
};
