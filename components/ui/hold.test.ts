import { describe, expect, test } from "vitest";
import { askFor, type Hold, type HoldEvent, holdFor, nextHold } from "@/components/ui/hold";

const after = (...events: HoldEvent[]): Hold["state"] =>
  events.reduce<Hold>(nextHold, { state: "idle" }).state;

describe("hold to confirm", () => {
  test.each<[string, HoldEvent[], Hold["state"]]>([
    [
      "a short press does nothing",
      [
        { kind: "press", at: 0 },
        { kind: "tick", at: holdFor - 1 },
        { kind: "release", at: holdFor - 1 },
      ],
      "idle",
    ],
    [
      "a press held long enough is done",
      [
        { kind: "press", at: 0 },
        { kind: "tick", at: holdFor },
      ],
      "done",
    ],
    [
      "two short presses do not add up",
      [
        { kind: "press", at: 0 },
        { kind: "release", at: 900 },
        { kind: "press", at: 950 },
        { kind: "tick", at: holdFor + 100 },
      ],
      "held",
    ],
    [
      "losing the pointer or the focus cancels",
      [{ kind: "press", at: 0 }, { kind: "cancel" }, { kind: "tick", at: holdFor }],
      "idle",
    ],
    ["a click without a pointer asks again", [{ kind: "click", at: 0 }], "asked"],
    [
      "a second such click is done",
      [
        { kind: "click", at: 0 },
        { kind: "click", at: 2_000 },
      ],
      "done",
    ],
    [
      "a second click that comes too late is not",
      [
        { kind: "click", at: 0 },
        { kind: "click", at: askFor + 1 },
      ],
      "idle",
    ],
    [
      "done once, nothing more happens",
      [
        { kind: "press", at: 0 },
        { kind: "tick", at: holdFor },
        { kind: "press", at: 9_000 },
      ],
      "done",
    ],
  ])("%s", (_, events, state) => {
    expect(after(...events)).toBe(state);
  });
});
