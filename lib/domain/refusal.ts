/** Why a request was refused: the closed set of codes, each with its HTTP status. */
export const refusalStatus = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "stale-version": 409,
  "no-effect": 409,
  "needs-request": 409,
  "needs-proof": 409,
  "needs-acknowledgement": 409,
  interlocked: 409,
  "too-large": 413,
  "unsupported-media": 415,
  invalid: 422,
  "too-many": 429,
  unavailable: 503,
} as const;

export type RefusalCode = keyof typeof refusalStatus;

/** One thing that is wrong, and where, as far as that is known. Rows count from 1, the header is row 1. */
export type Reason = {
  readonly says: string;
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly field?: string;
};

/**
 * A refusal that a person can act on. `message` says what happened and what to do;
 * `reasons` lists each single fault where there are several. Nothing was written when it is thrown.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly reasons: readonly Reason[] = [],
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  get status(): number {
    return refusalStatus[this.code];
  }
}
