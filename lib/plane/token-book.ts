import { hash } from "node:crypto";
import type { PlaneToken } from "@/lib/plane/plane-source";

/** What a request's credentials are worth for one program and environment. */
type Admission =
  | { readonly is: "admitted"; readonly token: string; readonly mayReport: boolean }
  | { readonly is: "unauthenticated" }
  | { readonly is: "elsewhere" };

/** Whose credentials they are, and what they reach; `null` is any program or environment. */
type Holder = Pick<PlaneToken, "program" | "environment"> & { readonly token: string };

export type TokenBook = {
  replace(tokens: readonly PlaneToken[]): void;
  /** Reads an `Authorization` header. */
  admit(header: string | undefined, program: string, environment: string): Admission;
  /** The same where the address names no program; `null` for who is unauthenticated. */
  identify(header: string | undefined): Holder | null;
  /** Hears that an edge let a token in; only of one that is this program's own, and is still good. */
  noteElsewhere(token: string, program: string, environment: string, at: number): void;
  /** Whether a token that was admitted still is. Takes its hash. */
  isStillGood(token: string, program: string, environment: string): boolean;
};

const bearer = /^bearer +([\x21-\x7e]{1,512})$/i;

/**
 * Keeps the hashes of all tokens in memory, so that no request waits for the database. A token that
 * is unknown, revoked or past its date is unauthenticated; one of another program or environment is
 * `elsewhere`, whether that program exists or not. `noteUse` hears of each use, and when that was.
 */
export const createTokenBook = (
  now: () => number,
  noteUse: (hash: string, at: number) => void = () => undefined,
): TokenBook => {
  let book = new Map<string, PlaneToken>();
  const isLive = ({ revokedAt, expiresAt }: PlaneToken): boolean =>
    revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now());
  const holds = (token: PlaneToken, program: string, environment: string): boolean =>
    (token.program === null || token.program === program) &&
    (token.environment === null || token.environment === environment);
  const liveToken = (header: string | undefined): PlaneToken | null => {
    const secret = header === undefined ? undefined : bearer.exec(header)?.[1];
    if (secret === undefined) return null;
    const known = book.get(hash("sha256", secret, "hex"));
    if (known === undefined || !isLive(known)) return null;
    noteUse(known.hash, now());
    return known;
  };
  return {
    replace: (tokens) => {
      book = new Map(tokens.map((token) => [token.hash.toLowerCase(), token]));
    },
    admit: (header, program, environment) => {
      const known = liveToken(header);
      if (known === null) return { is: "unauthenticated" };
      if (!holds(known, program, environment)) return { is: "elsewhere" };
      return { is: "admitted", token: known.hash.toLowerCase(), mayReport: known.mayReport };
    },
    identify: (header) => {
      const known = liveToken(header);
      return known === null
        ? null
        : {
            token: known.hash.toLowerCase(),
            program: known.program,
            environment: known.environment,
          };
    },
    noteElsewhere: (token, program, environment, at) => {
      const known = book.get(token);
      // One that reaches other programs too is never at an edge.
      if (known === undefined || known.program !== program) return;
      if (isLive(known) && holds(known, program, environment)) {
        noteUse(known.hash, Math.min(at, now()));
      }
    },
    isStillGood: (token, program, environment) => {
      const known = book.get(token);
      if (known === undefined || !isLive(known) || !holds(known, program, environment))
        return false;
      // Whoever holds a stream open uses its token, however long ago they opened it.
      noteUse(known.hash, now());
      return true;
    },
  };
};
