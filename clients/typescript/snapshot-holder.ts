import type { ClientSettings } from "@/clients/typescript/client-settings";
import type { ClientStatus } from "@/clients/typescript/client-types";
import { createLastGoodFile } from "@/clients/typescript/last-good-file";
import { type HeldSnapshot, readChange, readSnapshot } from "@/clients/typescript/read-snapshot";
import type { SigningKeys } from "@/clients/typescript/signing-keys";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import { Refusal } from "@/lib/domain/refusal";
import type { SnapshotIndex } from "@/lib/domain/resolve-owner";

type Source = ClientStatus["source"];

export type SnapshotHolder = {
  index(): SnapshotIndex;
  held(): HeldSnapshot | null;
  loadLastGood(): Promise<void>;
  /** Verifies and takes a whole snapshot. Rejects with a `Refusal` for one that must not be used. */
  take(text: string, source: Source): Promise<void>;
  takeChange(text: string): Promise<void>;
  /** What is held is known to be the newest at this moment. */
  confirm(source: Source): void;
  /** A heartbeat came: that confirms, unless the plane is known to have gone back. */
  hear(): void;
  fail(says: string): void;
  trouble(says: string): void;
  /** The plane answered: what was wrong with reaching it is over. */
  reach(source: Source): void;
  /** Milliseconds since the snapshot was last known to be the newest; infinite without one. */
  age(): number;
  appliedAt(): number;
  reading(): Pick<ClientStatus, "source" | "problem" | "parseFailures">;
};

// A file's time is touched so seldom: a start without a network needs no finer age.
const touchEvery = 30_000;

/** Holds the newest verified snapshot; versions never go back, a higher epoch wins. */
export const createSnapshotHolder = (
  settings: ClientSettings,
  keys: SigningKeys,
  onApplied: () => void,
): SnapshotHolder => {
  const { legacy, log } = settings;
  const file = createLastGoodFile(settings.cacheFile, Date.now);
  const target = legacy === "target" ? "other" : "target";
  let index = indexSnapshot({ owners: { legacy, target } });
  let held: HeldSnapshot | null = null;
  let confirmedAt = Number.NEGATIVE_INFINITY;
  let touchedAt = Number.NEGATIVE_INFINITY;
  let appliedAt = Date.now();
  let source: Source = "none";
  let problem = "";
  let parseFailures = 0;

  const hold = (next: HeldSnapshot, from: Source): void => {
    held = next;
    index = next.index;
    source = from;
    appliedAt = Date.now();
    onApplied();
  };

  const trouble = (says: string): void => {
    if (problem !== says) log(says);
    problem = says;
  };

  const confirm = (from: Source): void => {
    const now = performance.now();
    confirmedAt = now;
    source = from;
    problem = "";
    if (now - touchedAt < touchEvery) return;
    touchedAt = now;
    // It is not there yet when the first snapshot is being written.
    file.confirm().catch(() => undefined);
  };

  const accept = async (next: HeldSnapshot, from: Source): Promise<void> => {
    if (held !== null) {
      const was = held.index;
      const { epoch, version } = next.index;
      if (epoch < was.epoch || (epoch === was.epoch && version < was.version)) {
        trouble(`the plane went back to ${next.id}; ${held.id} stays`);
        return;
      }
      if (next.id === held.id) {
        if (next.digest === held.digest) return confirm(from);
        throw new Refusal(
          "invalid",
          `version ${next.id} came with other content; what was there first stays`,
        );
      }
    }
    hold(next, from);
    confirm(from);
    await file
      .save(next.text)
      .catch((error: unknown) => log(`the cache file could not be written: ${String(error)}`));
  };

  return {
    index: () => index,
    held: () => held,
    loadLastGood: async () => {
      try {
        const kept = await file.load();
        if (kept === null) return;
        hold(await readSnapshot(kept.text, settings, keys.verifyKept), "cache");
        confirmedAt = performance.now() - kept.ageMilliseconds;
      } catch (error) {
        parseFailures++;
        const because = error instanceof Error ? error.message : String(error);
        trouble(`the cache file is not used: ${because}`);
      }
    },
    take: async (text, from) => accept(await readSnapshot(text, settings, keys.verify), from),
    takeChange: async (text) => {
      if (held === null) throw new Refusal("invalid", "a change came before any snapshot");
      await accept(await readChange(text, held, keys.verify), "stream");
    },
    confirm,
    hear: () => {
      if (held !== null && problem === "") confirm("stream");
    },
    fail: (says) => {
      parseFailures++;
      trouble(says);
    },
    trouble,
    reach: (from) => {
      problem = "";
      if (held !== null) source = from;
    },
    age: () => Math.max(0, performance.now() - confirmedAt),
    appliedAt: () => appliedAt,
    reading: () => ({ source, problem, parseFailures }),
  };
};
