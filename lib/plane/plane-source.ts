import type { Lease, Receipt, ReceiptBatch } from "@/lib/contract/receipts";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { SwitchNaming } from "@/lib/domain/switch-naming";

export type PlaneHead = {
  readonly program: string;
  readonly environment: string;
  readonly epoch: number;
  readonly version: number;
  /** How the program calls its switches, for exports; beside the snapshot, which does not change with it. */
  readonly naming?: SwitchNaming | null;
  /** Its policy: exports that would choose other members for a percentage are refused. */
  readonly refusesOtherHashing?: boolean;
};

/** A token as the plane knows it: never the token itself. `null` is any program or environment. */
export type PlaneToken = {
  /** SHA-256 of the token, in hexadecimal. */
  readonly hash: string;
  readonly program: string | null;
  readonly environment: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** It may send receipts too; one that may not only reads. */
  readonly mayReport: boolean;
};

export type PlaneEvent =
  | {
      readonly kind: "snapshot";
      readonly program: string;
      readonly environment: string;
      readonly version: number;
    }
  | { readonly kind: "tokens" };

/** Where the plane reads from: a database's queries, or an upstream plane. May fail at any time. */
export type PlaneSource = {
  heads(): Promise<readonly PlaneHead[]>;
  load(program: string, environment: string): Promise<Snapshot>;
  tokens(): Promise<readonly PlaneToken[]>;
  /** Hears the hash of a token each time that it is used, and when, in milliseconds; must be cheap. */
  noteUse?(hash: string, at: number): void;
  /** Events may be lost or doubled. Gives the way to stop listening. */
  subscribe(listener: (event: PlaneEvent) => void): () => void;
};

/** A structured log, as pino has it. */
export type PlaneLog = {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
};

/** Ed25519 over the bytes; base64 or raw is made of it here. */
export type SignBytes = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/**
 * Where what clients report goes: a control plane writes it down, an edge posts it to its upstream's
 * `receipts/batch?via=<edge>`. Called about once a second for each environment that has news, one call
 * at a time. A batch that is rejected is put together with what comes later and given again.
 */
export type ReceiptSink = {
  deliver(program: string, environment: string, batch: ReceiptBatch): Promise<void>;
};

export type LeaseAnswer = {
  /** One for each worker asked for that the instance may run now. */
  readonly leases: readonly Lease[];
  /** Workers asked for that it may not run, and what they wait for. */
  readonly refused: readonly { readonly worker: string; readonly says: string }[];
};

/**
 * Who may run a worker. Asked with every receipt that names workers, before it is answered: takes down
 * what the instance says of them, renews, grants or refuses. A control plane decides in its database, an
 * edge posts the receipt, without its counts, to its upstream's `receipts` with `via`. May fail: then nothing is granted.
 */
export type LeaseOffice = (
  program: string,
  environment: string,
  receipt: Receipt,
) => Promise<LeaseAnswer>;
