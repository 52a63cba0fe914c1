import { Refusal } from "@/lib/domain/refusal";

/** Fields of a change: what each was and is, as the audit log and the entry's history hold it. */
export type EditedFields = {
  readonly was: Record<string, unknown>;
  readonly is: Record<string, unknown>;
};

const comparable = (value: unknown): unknown =>
  value instanceof Date ? value.toISOString() : value;

/** Which of the given fields differ from what is stored; those left out (`undefined`) stay. */
export const editedFields = (
  stored: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): EditedFields => {
  const was: Record<string, unknown> = {};
  const is: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const [before, after] = [comparable(stored[name] ?? null), comparable(value)];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    was[name] = before;
    is[name] = after;
  }
  return { was, is };
};

/** Refuses an edit that was made on another version than the stored one. */
export const refuseStale = (
  what: string,
  stored: { readonly version: number; readonly changedByName?: string },
  seen: number,
): void => {
  if (stored.version === seen) return;
  const by = stored.changedByName ? ` by ${stored.changedByName}` : "";
  throw new Refusal(
    "stale-version",
    seen === 0
      ? `${what} exists already. Open it and change it there.`
      : `${what} was changed${by} to version ${stored.version} (you saw ${seen}). Reload and decide again.`,
  );
};

export const dateOf = (text: string | null | undefined): Date | null | undefined =>
  text === null || text === undefined ? text : new Date(text);
