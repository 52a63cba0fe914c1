/** Colours by their look; what a colour means is decided by who uses it. */
export type Tone = "grey" | "amber" | "blue" | "green" | "red" | "violet";

/** Text in the tone on its own soft ground. */
export const softTone = {
  grey: "bg-off-soft text-off",
  amber: "bg-legacy-soft text-legacy",
  blue: "bg-target-soft text-target",
  green: "bg-pass-soft text-pass",
  red: "bg-fail-soft text-fail",
  violet: "bg-waived-soft text-waived",
} satisfies Record<Tone, string>;
