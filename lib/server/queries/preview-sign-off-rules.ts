import {
  previewSignOffRules as operation,
  type SignOffRulesPreview,
} from "@/lib/contract/sign-off-rules";
import { query } from "@/lib/server/query";
import { settingsOf } from "@/lib/server/sign-offs/sign-off-rules-read";
import { brokenBy, signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { signaturesAsShown, standingAfter } from "@/lib/server/sign-offs/staleness";

/** Signatures that are looked at: in one go, and in all. Beyond it the answer says that it is of a part. */
const atOnce = 500;
const mostInAll = 20_000;
const listed = 50;

type Touch = SignOffRulesPreview["turnStale"];

const noTouch = (): Touch => ({ count: 0, first: [] });

const add = (touch: Touch, one: Touch["first"][number]): void => {
  touch.count += 1;
  if (touch.first.length < listed) touch.first.push(one);
};

/** What other rules would do to the signatures that there are; nothing is written. */
export const previewSignOffRules = query(
  { name: "preview-sign-off-rules", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }) => {
    const present = await signOffSettings(db, program.id);
    const wanted = settingsOf(input.rules);
    const { rules } = wanted;
    const turnStale = noTouch();
    const spared = noTouch();
    const teamsOf = new Map<string, { one: Touch["first"][number]; teams: Set<string> }>();
    let looked = 0;
    let after: string | null = null;
    let isPart = false;
    for (;;) {
      const ids: string[] = await standingAfter(db, program.id, after, atOnce);
      for (const { signature, subject } of await signaturesAsShown(db, program, now, ids)) {
        const { kind, key, by, team } = signature;
        const one = { kind, key, by, team, says: "" };
        const name = `${kind}:${key}`;
        const known = teamsOf.get(name) ?? { one, teams: new Set<string>() };
        known.teams.add(team);
        teamsOf.set(name, known);
        if (!subject) continue;
        const [now] = brokenBy(signature, subject, present);
        const [then] = brokenBy(signature, subject, wanted);
        if (then && !now) add(turnStale, { ...one, says: then.says });
        if (now && !then) add(spared, { ...one, says: now.says });
      }
      looked += ids.length;
      after = ids.at(-1) ?? null;
      isPart = ids.length === atOnce && looked >= mostInAll;
      if (ids.length < atOnce || isPart) break;
    }
    const lacking = noTouch();
    for (const { one, teams } of teamsOf.values()) {
      const missing = rules.alsoTeams.filter((team) => !teams.has(team));
      if (missing.length > 0) add(lacking, { ...one, says: `It lacks ${missing.join(" and ")}.` });
    }
    const stayStale = await db.signature.count({
      where: {
        programId: program.id,
        staleAt: { not: null },
        withdrawnAt: null,
        supersededById: null,
      },
    });
    return { looked, isPart, turnStale, spared, stayStale, lacking };
  },
);
