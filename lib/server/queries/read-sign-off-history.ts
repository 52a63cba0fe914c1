import { readSignOffHistory as operation } from "@/lib/contract/sign-off-subjects";
import { Refusal } from "@/lib/domain/refusal";
import { type Shown, shownDifference } from "@/lib/domain/sign-off-shown";
import { query } from "@/lib/server/query";
import { subjectName, unpackShown } from "@/lib/server/sign-offs/sign-off-subjects";
import { brokenBy, signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { signatureView } from "@/lib/server/sign-offs/signature-view";
import { namedDocuments } from "@/lib/server/sign-offs/subject-documents";
import { readSubjects } from "@/lib/server/sign-offs/subject-reading";

/** Every signature and return of something, the newest first, each signature with what changed after it. */
export const readSignOffHistory = query(
  { name: "read-sign-off-history", allow: "program:read", input: operation.input },
  async ({ db, actor, input, now, program }) => {
    const { kind, key } = input;
    const settings = await signOffSettings(db, program.id);
    const [subject] = await readSubjects(db, program, settings, now, [{ kind, key }]);
    if (!subject) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    const where = { programId: program.id, subjectKind: kind, subjectKey: key };
    const rows = await db.signature.findMany({ where, orderBy: [{ at: "desc" }, { id: "desc" }] });
    const returns = await db.signOffReturn.findMany({ where, orderBy: { at: "desc" } });
    let after: Shown = subject.shown;
    const signatures = rows.map((row) => {
      const shown = unpackShown(row.shown);
      const changed = shownDifference(shown, after);
      after = shown;
      const broken = row.withdrawnAt ? [] : brokenBy(row, subject, settings);
      return {
        ...signatureView(row, broken),
        isMine: actor.kind === "person" && actor.id === row.personId,
        isSuperseded: row.supersededById !== null,
        changed,
      };
    });
    const document = (await namedDocuments(db, program.id)).get(subjectName({ kind, key }));
    return {
      signatures,
      returns: returns.map((one) => ({
        id: one.id,
        kind: one.kind as "needs-work" | "rejected",
        by: one.byName,
        reason: one.reason,
        at: one.at.toISOString(),
        settled: one.settledAt && {
          by: one.settledByName ?? "",
          at: one.settledAt.toISOString(),
          because: one.settledBecause ?? "",
        },
      })),
      namedBy: [...(document?.namedBy ?? [])],
    };
  },
);
