// What a program that imports `signalbox/client` sees. No imports: it is published as it stands.

/** Who owns a request or a worker, and which rule of which version said so. */
export type Decision = {
  /** In the program's words. */
  readonly owner: string;
  readonly decidedBy:
    | "local-force"
    | "force"
    | "route"
    | "capability"
    | "family"
    | "default"
    | "worker"
    | "fallback";
  /** The rule that decided; absent under force and fallback. */
  readonly rule?: { readonly owner: string } & Readonly<Record<string, unknown>>;
  readonly epoch: number;
  readonly version: number;
  /** The snapshot has not been confirmed for longer than the client's limit. It is still used. */
  readonly stale?: true;
};

/** Who asks. `stamp` is the owner word stamped on a sticky resource when it was created. */
export type Context = {
  readonly user?: string | null;
  readonly org?: string | null;
  readonly repo?: string | null;
  readonly targetingKey?: string | null;
  readonly stamp?: string | null;
};

/** A route by its id, a request by method, path and host, or a worker by its name. */
export type OwnerQuestion =
  | { readonly route: string; readonly context?: Context }
  | {
      readonly method: string;
      readonly path: string;
      readonly host?: string | null;
      readonly context?: Context;
    }
  | { readonly worker: string };

/** What a worker runs under. Hand `fence` to the queue or store that checks it. */
export type WorkerLease = { readonly worker: string; readonly fence: number };

export type SupervisedWorker = {
  readonly worker: string;
  /** Whose worker this process starts, in the program's words. */
  readonly owner: string;
  /** Resolves when it runs. */
  readonly start: (lease: WorkerLease) => void | Promise<void>;
  /** Resolves when nothing of it runs any more. */
  readonly stop: () => void | Promise<void>;
  /** How long `stop` takes at most: it is called so long before the lease ends. 5 s unless told. */
  readonly stopSeconds?: number;
};

export type WorkerStatus = {
  readonly worker: string;
  readonly owner: string;
  readonly state: "running" | "stopping" | "stopped";
  /** The fence under which it was started last. */
  readonly fence: number | null;
  readonly leaseSeconds: number;
  /** What it waits for, in the plane's words. */
  readonly says: string;
};

export type LocalForce = { readonly since: string; readonly reason: string };

export type ClientStatus = {
  readonly epoch: number;
  readonly version: number;
  /** Seconds since the snapshot was last known to be the newest; `null` without one. */
  readonly ageSeconds: number | null;
  readonly source: "none" | "cache" | "stream" | "poll";
  /** What is wrong with following the plane; empty when nothing is. */
  readonly problem: string;
  readonly receiptProblem: string;
  readonly parseFailures: number;
  readonly localForce: LocalForce | null;
  readonly workers: readonly WorkerStatus[];
};

/** All times are in seconds. */
export type ClientOptions = {
  /** Where Signalbox or an edge listens. */
  readonly url: string;
  readonly program: string;
  readonly environment: string;
  readonly token: string;
  /** The program's word for the legacy owner, answered as long as no snapshot was ever seen. */
  readonly legacy?: string;
  /** Where the last good snapshot is kept; nowhere unless told. */
  readonly cacheFile?: string;
  /**
   * The Ed25519 keys to believe, as `x` in `/plane/v1/keys`. Without any, those that the plane publishes
   * are believed and kept beside the cache file: that finds damage, not an impostor.
   */
  readonly publicKeys?: readonly string[];
  /** Older than this without being confirmed, every decision says `stale`. 3600; `null` is no limit. */
  readonly staleAfterSeconds?: number | null;
  /** Legacy is forced while this file is there. */
  readonly forceFile?: string;
  /** Legacy is forced while this variable is set. `SIGNALBOX_FORCE_LEGACY`; `null` is none. */
  readonly forceVariable?: string | null;
  readonly instance?: string;
  readonly runtime?: string;
  /** Between two polls while the stream cannot be followed. 5 to 15. */
  readonly pollSeconds?: readonly [least: number, most: number];
  /** Between two receipts; as the plane asks unless told. */
  readonly receiptSeconds?: number;
  /** A stream that ended is opened again within so long. 1. */
  readonly reconnectSeconds?: number;
  /** A stream that says nothing for so long is given up. 45, three missed heartbeats. */
  readonly silentSeconds?: number;
  /** For one request. 10. */
  readonly timeoutSeconds?: number;
  /** What is told besides the status; what it throws is ignored. */
  readonly log?: (message: string) => void;
};

export type Client = {
  /** Reads the last good snapshot from disk, then follows the plane. Never rejects for what is not there. */
  start(): Promise<void>;
  /** Waits until there is a snapshot, at most so long; `true` when there is one. */
  wait(seconds: number): Promise<boolean>;
  /** Who owns what is asked for. Never throws: what is unknown or malformed goes to the safe owner. */
  decide(question: OwnerQuestion): Decision;
  /** Counts requests seen at an upstream's side, for the next receipt. */
  observed(owner: string, route?: string, count?: number): void;
  /** Says how much waits in a queue, for the next receipt. */
  reportQueue(queue: string, depth: number, inFlight?: number): void;
  /**
   * Runs a worker whenever its owner is the one named and the plane grants a lease. Throws for one that is
   * supervised already.
   */
  supervise(worker: SupervisedWorker): void;
  status(): ClientStatus;
  /** Prometheus text, to be put beside the program's own. */
  metrics(): string;
  /** Stops the workers, says goodbye to the plane and stops following it. */
  close(): Promise<void>;
};

/**
 * A client of one program and environment. Throws for an address, a token or a pinned key that is none.
 * Deciding never throws.
 */
export declare const createClient: (options: ClientOptions) => Client;
