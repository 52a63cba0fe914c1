import { hash } from "node:crypto";
import type { VerifySignature } from "@/clients/typescript/signing-keys";
import { type CanonicalCache, canonicalJson } from "@/lib/domain/canonical-json";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import { Refusal } from "@/lib/domain/refusal";
import type { SnapshotIndex } from "@/lib/domain/resolve-owner";
import { compileRoutes } from "@/lib/domain/route-table";
import type { Snapshot } from "@/lib/domain/snapshot";
import { applyChange, type SnapshotChange } from "@/lib/domain/snapshot-change";
import { compileRe2 } from "@/lib/formats/re2";

/** A verified snapshot, ready for decisions. */
export type HeldSnapshot = {
  readonly snapshot: Snapshot;
  readonly index: SnapshotIndex;
  /** `epoch-version`, the id of its stream events. */
  readonly id: string;
  readonly digest: string;
  /** As it was read or built, for the disk. */
  readonly text: string;
  /** Texts of routes that stay the same objects from version to version. */
  readonly cache: CanonicalCache;
};

type Place = { readonly program: string; readonly environment: string };

const refuse = (says: string): never => {
  throw new Refusal("invalid", says);
};

const parseObject = (text: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    refuse(`it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    refuse("it is no object");
  return value as Record<string, unknown>;
};

const canonicalOf = (value: unknown, cache: CanonicalCache): string => {
  try {
    return canonicalJson(value, cache);
  } catch {
    return refuse("it holds what JSON cannot write");
  }
};

const verified = async (
  canonical: string,
  digest: unknown,
  signature: unknown,
  verify: VerifySignature,
): Promise<string> => {
  const bytes = Buffer.from(canonical);
  const own = `sha256:${hash("sha256", bytes, "hex")}`;
  if (digest !== own) refuse("its digest is another: it was damaged on the way");
  await verify(bytes, signature);
  return own;
};

const held = (
  snapshot: Snapshot,
  index: SnapshotIndex,
  rest: Pick<HeldSnapshot, "digest" | "text" | "cache">,
): HeldSnapshot => {
  if (index.unreadable !== null) refuse(index.unreadable);
  return { snapshot, index, id: `${index.epoch}-${index.version}`, ...rest };
};

/**
 * Reads the text of a signed snapshot: digest and signature over its canonical JSON, program and
 * environment, then the index. Refuses (`invalid`) with the reason; damage inside a rule is no reason,
 * that rule's routes go to the safe owner.
 */
export const readSnapshot = async (
  text: string,
  { program, environment }: Place,
  verify: VerifySignature,
): Promise<HeldSnapshot> => {
  const { digest, signature, ...value } = parseObject(text);
  const cache: CanonicalCache = new WeakMap();
  const rows: readonly unknown[] = Array.isArray(value.routes) ? value.routes : [];
  for (const row of rows) {
    if (typeof row === "object" && row !== null) cache.set(row, canonicalOf(row, cache));
  }
  const own = await verified(canonicalOf(value, cache), digest, signature, verify);
  if (value.program !== program || value.environment !== environment) {
    refuse("it is of another program or environment");
  }
  // Every reader below takes anything; the type is what a well-formed one has.
  const snapshot = value as unknown as Snapshot;
  const index = indexSnapshot(snapshot, compileRoutes(snapshot.routes ?? [], compileRe2));
  return held(snapshot, index, { digest: own, text, cache });
};

/**
 * The snapshot after a `change` event of the stream, verified as a whole one is. Refuses (`invalid`) a
 * change that does not start from `before`, cannot be read, or leads to another digest.
 */
export const readChange = async (
  text: string,
  before: HeldSnapshot,
  verify: VerifySignature,
): Promise<HeldSnapshot> => {
  const { digest, signature, ...value } = parseObject(text);
  let after: Snapshot | null = null;
  try {
    after = applyChange(before.snapshot, value as unknown as SnapshotChange);
  } catch (error) {
    refuse(`a change cannot be read: ${String(error)}`);
  }
  if (after === null) return refuse("a change does not start from the version held");
  const { cache } = before;
  for (const row of after.routes) if (!cache.has(row)) cache.set(row, canonicalOf(row, cache));
  const canonical = canonicalOf(after, cache);
  const own = await verified(canonical, digest, signature, verify);
  const proof = JSON.stringify({ digest, signature });
  // Rules do not change what a path meets.
  const index = indexSnapshot(after, before.index.matcher ?? undefined);
  return held(after, index, {
    digest: own,
    text: `${canonical.slice(0, -1)},${proof.slice(1)}`,
    cache,
  });
};
