/** What a plan of everything that hangs together begins at. */
export type CoupledPlace = {
  readonly level: "family" | "capability" | "route" | "worker";
  readonly key: string;
  readonly title: string;
  /** The side that it would go to. */
  readonly to: "legacy" | "target";
};
