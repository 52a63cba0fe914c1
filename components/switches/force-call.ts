/** What a page would have forced; the header's emergency control opens its dialog with it. */
export type ForceCall = {
  /** Left out: the environment that the page shows. */
  readonly environment?: string;
  readonly scope: "program" | "family" | "capability";
  /** The family's or capability's key. */
  readonly key?: string;
};

const hearers = new Set<(call: ForceCall) => void>();

/** Opens the force dialog from anywhere on a page of a program: a row of the matrix, the palette. */
export const callForce = (call: ForceCall): void => {
  for (const hear of hearers) hear(call);
};

/** Hears those calls; answers how to stop hearing. */
export const hearForceCalls = (hear: (call: ForceCall) => void): (() => void) => {
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
  };
};
