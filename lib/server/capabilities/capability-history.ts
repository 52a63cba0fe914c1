import type { CapabilityDetail } from "@/lib/contract/capability";
import { type Database, sql } from "@/lib/server/db";

type Row = {
  readonly kind: string;
  readonly key: string;
  readonly family: string | null;
  readonly switchName: string | null;
};

type Change = {
  readonly environment: string;
  readonly version: number;
  readonly kind: string;
  readonly reason: string;
  readonly edits: unknown;
  readonly effect: unknown;
  readonly actorName: string;
  readonly createdAt: Date;
};

const shownAtMost = 100;
/** Changes that are looked through; older ones stand on the page of switches. */
const searchedAtMost = 2000;

type Named = { readonly level?: string; readonly scope?: string; readonly key?: string | null };
type Edits = {
  readonly rules?: readonly Named[];
  readonly force?: Named;
  readonly lift?: Named;
};
type Effect = {
  readonly says?: string;
  readonly routeMoves?: readonly { readonly route: string }[];
  readonly workerMoves?: readonly { readonly worker: string }[];
};

const touchReader = (capability: string, rows: readonly Row[]) => {
  const names = new Set([
    "program ",
    `capability ${capability}`,
    ...rows.flatMap(({ kind, key, family, switchName }) => [
      `${kind} ${key}`,
      ...(switchName === null ? [] : [`${kind} ${switchName}`]),
      ...(family === null ? [] : [`family ${family}`]),
    ]),
  ]);
  const isNamed = ({ level, scope, key }: Named): boolean =>
    names.has(`${level ?? scope ?? ""} ${key ?? ""}`);
  return (edits: Edits, effect: Effect): boolean =>
    [...(edits.rules ?? []), edits.force, edits.lift].some((named) => named && isNamed(named)) ||
    (effect.routeMoves ?? []).some(({ route }) => names.has(`route ${route}`)) ||
    (effect.workerMoves ?? []).some(({ worker }) => names.has(`worker ${worker}`));
};

/** Accepted changes of switches that named a capability or its rows, or moved any of them; newest first. */
export const capabilityHistory = async (
  db: Database,
  programId: string,
  capability: string,
  rows: readonly Row[],
): Promise<CapabilityDetail["history"]> => {
  const isTouched = touchReader(capability, rows);
  const changes = await db.$queryRaw<Change[]>(sql`
    SELECT n."key" AS "environment", c."version", c."kind", c."reason", c."edits", c."effect",
           c."actorName", c."createdAt"
    FROM "SwitchChange" c JOIN "Environment" n ON n."id" = c."environmentId"
    WHERE n."programId" = ${programId}::uuid
    ORDER BY c."createdAt" DESC, c."version" DESC LIMIT ${searchedAtMost}`);
  return changes
    .filter(({ edits, effect }) => isTouched((edits ?? {}) as Edits, (effect ?? {}) as Effect))
    .slice(0, shownAtMost)
    .map(({ environment, version, kind, reason, effect, actorName, createdAt }) => ({
      environment,
      version,
      kind,
      says: (effect as Effect | null)?.says ?? kind,
      by: actorName,
      reason,
      at: createdAt.toISOString(),
    }));
};
