import type {
  GateChange,
  GateReading as GateReadingView,
  QualityGateView,
} from "@/lib/contract/gates";
import type { WaiverView } from "@/lib/contract/waivers";
import { type Accounts, isOneOf } from "@/lib/domain/four-eyes";
import type { GateReading } from "@/lib/domain/gate-reading";
import type { GateDefinition } from "@/lib/domain/read-gate";
import { sql, type Transaction } from "@/lib/server/db";
import type { StoredGate } from "@/lib/server/gates/gate-board";

const reachView = ({
  kinds,
  capabilities,
  except,
}: GateDefinition["reach"]): QualityGateView["reach"] => ({
  ...(kinds ? { kinds: [...kinds] } : {}),
  ...(capabilities ? { capabilities: [...capabilities] } : {}),
  ...(except ? { except: [...except] } : {}),
});

const ruleView = (rule: GateDefinition["rule"]): QualityGateView["rule"] =>
  rule.kind === "check" ? { ...rule, with: { ...rule.with } } : rule;

/** A quality gate as pages and the API show it. */
export const qualityGateView = (gate: StoredGate): QualityGateView => {
  return {
    key: gate.key,
    position: gate.position,
    title: gate.title,
    guards: gate.guards,
    rule: ruleView(gate.rule),
    reach: reachView(gate.reach),
    owner: gate.owner,
    isDryRun: gate.isDryRun,
    version: gate.version,
    changedAt: gate.changedAt.toISOString(),
    changedBy: gate.changedBy,
  };
};

/** A gate of the template, which no program has changed yet. */
export const templateView = ({ rule, reach, ...gate }: GateDefinition) => ({
  ...gate,
  rule: ruleView(rule),
  reach: reachView(reach),
});

/** A reading as it leaves the server. */
export const readingView = (reading: GateReading): GateReadingView => ({
  ...reading,
  facts: reading.facts.map((fact) => ({ ...fact })),
});

type WaiverRow = {
  readonly id: string;
  readonly gate: string;
  readonly capability: string;
  readonly reason: string;
  readonly owner: string;
  readonly until: Date;
  readonly state: string;
  readonly askedById: string;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBecause: string | null;
  readonly endedByName: string | null;
  readonly endedAt: Date | null;
  readonly endedBecause: string | null;
};

const said = (by: string | null, at: Date | null, because: string | null) =>
  by === null || at === null ? null : { by, at: at.toISOString(), because: because ?? "" };

/** A waiver as pages show it: one that was agreed to and whose time is past is overdue. */
export const waiverView = (
  row: WaiverRow,
  environment: string | null,
  accounts: Accounts,
  now: Date,
): WaiverView => ({
  id: row.id,
  environment,
  gate: row.gate,
  capability: row.capability,
  reason: row.reason,
  owner: row.owner,
  until: row.until.toISOString(),
  state:
    row.state === "active" && row.until <= now ? "overdue" : (row.state as WaiverView["state"]),
  askedBy: row.askedByName,
  askedAt: row.askedAt.toISOString(),
  isMine: isOneOf(accounts, [row.askedById]),
  decided: said(row.decidedByName, row.decidedAt, row.decidedBecause),
  ended: said(row.endedByName, row.endedAt, row.endedBecause),
});

type Recorded = { gate: string; capability: string; state: string; at: Date };

/** By gate and capability, how each was recorded to read last in an environment, and since when. */
export const recordedStates = async (
  tx: Transaction,
  environmentId: string,
): Promise<ReadonlyMap<string, Recorded>> => {
  const rows = await tx.$queryRaw<Recorded[]>(sql`
    SELECT DISTINCT ON ("gate", "capability") "gate", "capability", "state", "at"
    FROM "GateReading" WHERE "environmentId" = ${environmentId}::uuid
    ORDER BY "gate", "capability", "at" DESC, "id" DESC`);
  return new Map(rows.map((row) => [`${row.gate} ${row.capability}`, row]));
};

const changesAtMost = 200;

/** What was recorded to read otherwise since a time, of each gate and capability the newest; newest first. */
export const changesSince = async (
  tx: Transaction,
  environment: { readonly id: string; readonly key: string },
  since: Date,
): Promise<GateChange[]> => {
  const rows = await tx.$queryRaw<(Recorded & { because: string; was: string | null })[]>(sql`
    SELECT * FROM (
      SELECT n.*, (
        SELECT o."state" FROM "GateReading" o
        WHERE o."programId" = n."programId" AND o."environmentId" = ${environment.id}::uuid
          AND o."gate" = n."gate" AND o."capability" = n."capability" AND o."at" <= ${since}
        ORDER BY o."at" DESC, o."id" DESC LIMIT 1) AS "was"
      FROM (
        SELECT DISTINCT ON ("gate", "capability") "programId", "gate", "capability", "state", "because", "at"
        FROM "GateReading" WHERE "environmentId" = ${environment.id}::uuid AND "at" > ${since}
        ORDER BY "gate", "capability", "at" DESC, "id" DESC) n
    ) c WHERE c."was" IS NOT NULL AND c."was" <> c."state"
    ORDER BY c."at" DESC, c."gate", c."capability" LIMIT ${changesAtMost}`);
  return rows.map(({ gate, capability, state, because, at, was }) => ({
    gate,
    capability,
    environment: environment.key,
    was,
    is: state,
    because,
    at: at.toISOString(),
  }));
};
