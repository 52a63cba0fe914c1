/** Seconds that a code is shown for (RFC 6238, section 5.2). */
export const codeSeconds = 30;

/** Steps before and after its own that a code is taken in: a device's clock drifts, and people type slowly. */
const drift = 1;

export type CodeVerdict =
  | { readonly kind: "taken"; readonly step: number }
  | { readonly kind: "used" }
  /** The code is that of another time: the device's clock is ahead (or behind, negative) by so many minutes. */
  | { readonly kind: "wrong-clock"; readonly minutes: number; readonly step: number }
  | { readonly kind: "wrong" };

/** The step that a moment is in. */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / codeSeconds);

/**
 * What to make of a time-based code. In: the step whose code it is, nearest to now (`null`: none
 * near), the step of now and the step of the last code that was taken. One step of drift is taken
 * each way and no code twice, nor one from before the last (RFC 6238, section 5.2 and 6).
 */
export const judgeCode = (
  matched: number | null,
  current: number,
  lastStep: number,
): CodeVerdict => {
  if (matched === null) return { kind: "wrong" };
  const offset = matched - current;
  if (Math.abs(offset) > drift) {
    const minutes = Math.round((offset * codeSeconds) / 60);
    return {
      kind: "wrong-clock",
      minutes: minutes === 0 ? Math.sign(offset) : minutes,
      step: matched,
    };
  }
  return matched <= lastStep ? { kind: "used" } : { kind: "taken", step: matched };
};

/** Why a code was not taken and what to do, in words; for whoever typed it. */
export const codeWords = (verdict: Exclude<CodeVerdict, { kind: "taken" }>): string => {
  switch (verdict.kind) {
    case "used":
      return "This code was taken already. Wait for the next one, at most half a minute.";
    case "wrong-clock": {
      const { minutes } = verdict;
      const count = Math.abs(minutes);
      const way = minutes > 0 ? "ahead of" : "behind";
      return `Your device's clock seems to be ${count} minute${count === 1 ? "" : "s"} off, ${way} this server's. Set it to the right time, then give the next code.`;
    }
    case "wrong":
      return "This is not the code of now. Look at the authenticator again; it changes every 30 seconds.";
  }
};
