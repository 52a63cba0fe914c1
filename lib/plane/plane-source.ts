import type { Snapshot } from "@/lib/domain/snapshot";

export type PlaneHead = {
  readonly program: string;
  readonly environment: string;
  readonly epoch: number;
  readonly version: number;
};

/** A token as the plane knows it: never the token itself. `null` is any program or environment. */
export type PlaneToken = {
  /** SHA-256 of the token, in hexadecimal. */
  readonly hash: string;
  readonly program: string | null;
  readonly environment: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
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
