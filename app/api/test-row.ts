import type { Input } from "./test-border";

/** One line of the table of who may do what. */
export type Row = {
  readonly operation: string;
  readonly when?: string;
  /** Roles in the program, besides an admin, who may everything. `anybody` may be anybody signed in. */
  readonly people: string;
  /** Scopes of a token of the program; `nowhere`: of the whole installation only; `never`: only people. */
  readonly tokens: string;
  readonly input: () => Promise<Input>;
  /** A row that reads although its operation can write. */
  readonly isPreview?: true;
  /** What is answered to whoever may; 2xx of the contract by default. */
  readonly answers?: number;
  /** Nothing of everybody's can be sent here that is taken: its answer is looked at where it is tested. */
  readonly isRefused?: true;
};
