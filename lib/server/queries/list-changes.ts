import type * as z from "zod";
import {
  type ChangeEffect,
  type ChangeView,
  listChanges as operation,
  type SwitchEditInput,
} from "@/lib/contract/switches";
import { Refusal } from "@/lib/domain/refusal";
import type { LegacyState, SnapshotRule } from "@/lib/domain/snapshot";
import { query } from "@/lib/server/query";

type Recorded = {
  readonly level: ChangeView["undo"][number]["level"];
  readonly key: string | null;
  readonly rule: SnapshotRule | null;
  readonly legacy?: LegacyState;
};

/** The edit that puts a rule back as it was. A salt is the server's own and is kept by it. */
const undoOf = ({ level, key, rule, legacy }: Recorded): z.infer<typeof SwitchEditInput> => {
  const { salt: _, ...canary } = rule?.canary ?? {};
  return {
    level,
    key: key ?? "",
    owner: rule?.owner ?? null,
    ...(rule?.canary ? { canary: canary as z.infer<typeof SwitchEditInput>["canary"] } : {}),
    ...(rule && level !== "worker" ? { sticky: rule.sticky ?? null } : {}),
    ...(legacy ? { legacy } : {}),
  };
};

type Scope = { readonly scope: string; readonly key?: string | null };
type Asked = { readonly rules?: unknown; readonly force?: Scope; readonly lift?: Scope };

/** What a change did; a force or a lift also by its scope, which the owners that it moved do not tell. */
const saysOf = (effect: unknown, { force, lift }: Asked): string => {
  const { says } = effect as ChangeEffect;
  const place = force ?? lift;
  if (!place) return says;
  const what = place.scope === "program" ? "everything" : `${place.scope} ${place.key}`;
  return `${force ? "Force" : "Lift"} of ${what}: ${says}`;
};

const objects = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];

/** An environment's accepted changes, newest first: a version each, without gaps. */
export const listChanges = query(
  { name: "list-changes", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const environment = await db.environment.findUnique({
      where: { programId_key: { programId: program.id, key: input.environment } },
      select: { id: true },
    });
    if (!environment) {
      throw new Refusal(
        "not-found",
        `The program ${program.key} has no environment "${input.environment}".`,
      );
    }
    const rows = await db.switchChange.findMany({
      where: {
        environmentId: environment.id,
        ...(input.before ? { version: { lt: input.before } } : {}),
      },
      orderBy: { version: "desc" },
      take: input.limit + 1,
    });
    const changes = rows.slice(0, input.limit).map(
      (row): ChangeView => ({
        version: row.version,
        changeId: row.changeId,
        kind: row.kind as ChangeView["kind"],
        reason: row.reason,
        by: row.actorName,
        at: row.createdAt.toISOString(),
        says: saysOf(row.effect, (row.edits ?? {}) as Asked),
        edits: objects(((row.edits ?? {}) as Asked).rules),
        before: objects(row.before),
        undo:
          row.kind === "flip" || row.kind === "rollback"
            ? (row.before as unknown as Recorded[]).map(undoOf)
            : [],
      }),
    );
    const more = rows.length > input.limit;
    return { changes, next: more ? (changes.at(-1)?.version ?? null) : null };
  },
);
