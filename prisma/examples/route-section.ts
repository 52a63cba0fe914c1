import type { VerificationState } from "@/lib/domain/inventory";

/** `[what the route answers, methods separated by blanks, path behind the section's prefix in the wire dialect]`. */
type RouteRow = readonly [what: string, methods: string, path: string];

/** Routes that share everything but the path: one table of an example program. */
export type RouteSection = {
  readonly family: string;
  /** In the wire dialect of the snapshot; stands before every row's path. */
  readonly prefix: string;
  /** Source file of the legacy implementation. */
  readonly source: string;
  readonly team: string;
  readonly authentication: string;
  /** `creation`: the owner is stamped when the resource is created and decides until it ends. */
  readonly affinity?: "creation";
  /** Where the program names the capability itself; else its capability rules decide. */
  readonly capability?: string;
  readonly wave?: string;
  readonly phase?: string;
  /** Where services answer the same paths behind names of their own. */
  readonly host?: string;
  /** The state of all rows, with the program's own word for it. */
  readonly stated?: { readonly verification: VerificationState; readonly word: string };
  readonly rows: readonly RouteRow[];
};
