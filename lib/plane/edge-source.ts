import { createHash, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { EdgeEnvironments, EdgeTokens } from "@/lib/contract/edges";
import type { SignedSnapshot } from "@/lib/domain/snapshot";
import { type Follower, followEnvironment } from "@/lib/plane/follow-environment";
import type { PlaneEvent, PlaneLog, PlaneSource, SignBytes } from "@/lib/plane/plane-source";
import { createTokenUses, type TokenUseBook } from "@/lib/plane/token-uses";
import type { Upstream } from "@/lib/plane/upstream";
import { within } from "@/lib/plane/within";
import { writeAtomically } from "@/lib/plane/write-atomically";

type Options = {
  readonly upstream: Upstream;
  /** The last known good of everything is kept here. */
  readonly folder: string;
  /** The upstream's key; what is signed otherwise is not believed. */
  readonly key: KeyObject;
  readonly log: PlaneLog;
  readonly now: () => number;
};

export type EdgeSource = PlaneSource & {
  /** The upstream's own signature of these bytes: an edge signs nothing itself. */
  readonly sign: SignBytes;
  followed(): readonly {
    readonly program: string;
    readonly environment: string;
    readonly follower: Follower;
  }[];
  /** When which token was used here, for the upstream. */
  readonly uses: TokenUseBook;
  stop(): void;
};

type Environment = EdgeEnvironments["environments"][number];

// A first snapshot of 50,000 routes over a slow line.
const firstSnapshotWithin = 15_000;
const signaturesHeld = 64;

/**
 * An upstream Signalbox as the source of a plane: the environments that the token reaches, each followed
 * by events, verified and kept on the disk; the hashes of the tokens that are good there. While the
 * upstream is gone the plane serves what was known last, also after a restart. switches.md, "Data plane".
 */
export const createEdgeSource = ({ upstream, folder, key, log, now }: Options): EdgeSource => {
  const followers = new Map<string, { environment: Environment; follower: Follower }>();
  const listeners = new Set<(event: PlaneEvent) => void>();
  const signatures = new Map<string, Buffer>();
  const etags = new Map<string, { etag: string | null; tokens: EdgeTokens["tokens"] }>();
  const uses = createTokenUses(now);
  let isKnown = false;
  let hasAnswered = false;
  let hasTokens = false;

  const keep = async (name: string, value: unknown): Promise<void> => {
    const text = JSON.stringify(value);
    try {
      await writeAtomically(path.join(folder, name), text, 0o600);
    } catch (error) {
      log.warn({ name, because: String(error) }, "what the upstream says could not be kept");
    }
  };
  const kept = async (name: string): Promise<unknown> => {
    try {
      return JSON.parse(await readFile(path.join(folder, name), "utf8"));
    } catch {
      return null;
    }
  };

  const noteSignature = ({ digest, signature }: SignedSnapshot): void => {
    signatures.set(digest, Buffer.from(signature.slice("ed25519:".length), "base64"));
    for (const old of signatures.keys()) {
      if (signatures.size <= Math.max(signaturesHeld, followers.size * 4)) break;
      signatures.delete(old);
    }
  };

  const take = async (environments: readonly Environment[], isThere = true): Promise<void> => {
    const names = new Set<string>();
    const starting: Promise<void>[] = [];
    for (const environment of environments) {
      const name = JSON.stringify([environment.program, environment.environment]);
      names.add(name);
      const known = followers.get(name);
      if (known !== undefined) {
        known.environment = environment;
        continue;
      }
      let hasFirst = (): void => undefined;
      const first = new Promise<void>((resolve) => {
        hasFirst = resolve;
      });
      const { program } = environment;
      const follower = followEnvironment({
        upstream,
        program,
        environment: environment.environment,
        folder,
        key,
        log,
        now,
        onSnapshot: (snapshot) => {
          hasFirst();
          noteSignature(snapshot);
          const { version } = snapshot;
          const event = {
            kind: "snapshot",
            program,
            environment: snapshot.environment,
            version,
          } as const;
          for (const listener of listeners) listener(event);
        },
      });
      followers.set(name, { environment, follower });
      const begun = follower.start();
      starting.push(
        isThere
          ? begun.then(() => within(first, firstSnapshotWithin).catch(() => undefined))
          : begun,
      );
    }
    for (const [name, { follower }] of followers) {
      if (names.has(name)) continue;
      follower.stop();
      followers.delete(name);
    }
    await Promise.all(starting);
  };

  const heads = () =>
    [...followers.values()].flatMap(({ environment, follower }) => {
      const snapshot = follower.current();
      if (snapshot === null) return [];
      const { program, epoch, version } = snapshot;
      const { naming, refusesOtherHashing } = environment;
      return [
        {
          program,
          environment: snapshot.environment,
          epoch,
          version,
          naming,
          refusesOtherHashing,
        },
      ];
    });

  let lastEnvironments: { etag: string | null; environments: EdgeEnvironments } | null = null;
  const readEnvironments = async (): Promise<void> => {
    const answer = await upstream.get("/plane/v1/environments", lastEnvironments?.etag);
    if (answer.status === 304 && lastEnvironments !== null) {
      await take(lastEnvironments.environments.environments);
      return;
    }
    const environments = EdgeEnvironments.parse(JSON.parse(answer.text));
    lastEnvironments = { etag: answer.etag, environments };
    await keep("environments.json", environments);
    await take(environments.environments);
  };

  const readTokens = async (): Promise<EdgeTokens["tokens"]> => {
    const all = new Map<string, EdgeTokens["tokens"][number]>();
    for (const { environment: one } of followers.values()) {
      const place = `/plane/v1/${encodeURIComponent(one.program)}/${encodeURIComponent(one.environment)}/tokens`;
      const before = etags.get(place);
      const answer = await upstream.get(place, before?.etag);
      const tokens =
        answer.status === 304 && before !== undefined
          ? before.tokens
          : EdgeTokens.parse(JSON.parse(answer.text)).tokens;
      etags.set(place, { etag: answer.etag, tokens });
      for (const token of tokens) all.set(token.hash, token);
    }
    return [...all.values()];
  };

  /** Learns which environments there are: from the upstream, the first time else from the disk. */
  const learn = async (): Promise<void> => {
    try {
      await readEnvironments();
    } catch (error) {
      if (isKnown) throw error;
      const stored = EdgeEnvironments.safeParse(await kept("environments.json"));
      if (!stored.success) throw error;
      log.warn({ because: String(error) }, "the upstream is gone; starting with what the disk has");
      await take(stored.data.environments, false);
    }
    isKnown = true;
  };

  let keptTokens = "";
  return {
    heads: async () => {
      try {
        await learn();
      } catch (error) {
        // Once: what the disk had is all there is. Later it is held already, and this says how old.
        if (hasAnswered || !isKnown) throw error;
      }
      hasAnswered = true;
      return heads();
    },
    load: async (program, environment) => {
      const snapshot = followers.get(JSON.stringify([program, environment]))?.follower.current();
      if (!snapshot) throw new Error(`${environment} of ${program} has not arrived yet.`);
      noteSignature(snapshot);
      const { digest: _, signature: __, ...rest } = snapshot;
      return rest;
    },
    tokens: async () => {
      if (!isKnown) await learn();
      try {
        const tokens = await readTokens();
        hasTokens = true;
        const text = JSON.stringify(tokens);
        if (text !== keptTokens) await keep("tokens.json", { tokens });
        keptTokens = text;
        uses.know(tokens);
        return tokens;
      } catch (error) {
        if (hasTokens) throw error;
        const stored = EdgeTokens.safeParse(await kept("tokens.json"));
        if (!stored.success) throw error;
        hasTokens = true;
        uses.know(stored.data.tokens);
        return stored.data.tokens;
      }
    },
    noteUse: uses.note,
    uses,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sign: (bytes) => {
      const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
      const signature = signatures.get(digest);
      if (signature === undefined) throw new Error("The upstream has not signed this.");
      return signature;
    },
    followed: () =>
      [...followers.values()].map(({ environment: { program, environment }, follower }) => ({
        program,
        environment,
        follower,
      })),
    stop: () => {
      for (const { follower } of followers.values()) follower.stop();
    },
  };
};
