/** Where a press that must be held stands. Moments are milliseconds of one clock. */
export type Hold =
  | { readonly state: "idle" }
  | { readonly state: "held"; readonly since: number }
  /** Pressed by a tool that cannot hold (a click without a pointer): waits for a second press. */
  | { readonly state: "asked"; readonly until: number }
  | { readonly state: "done" };

export type HoldEvent =
  | { readonly kind: "press" | "release" | "tick" | "click"; readonly at: number }
  | { readonly kind: "cancel" };

export const holdFor = 1_200;
export const askFor = 6_000;

/**
 * The next state of a hold-to-confirm button. It is done only after an unbroken press of `holdFor`
 * milliseconds, or after two clicks within `askFor` from a tool that cannot hold.
 */
export const nextHold = (hold: Hold, event: HoldEvent): Hold => {
  if (event.kind === "cancel") return { state: "idle" };
  switch (hold.state) {
    case "idle":
      if (event.kind === "press") return { state: "held", since: event.at };
      if (event.kind === "click") return { state: "asked", until: event.at + askFor };
      return hold;
    case "held":
      if (event.kind === "tick" && event.at - hold.since >= holdFor) return { state: "done" };
      if (event.kind === "release") return { state: "idle" };
      return hold;
    case "asked":
      if (event.kind === "press") return { state: "held", since: event.at };
      if (event.at > hold.until) return { state: "idle" };
      return event.kind === "click" ? { state: "done" } : hold;
    case "done":
      return hold;
  }
};
