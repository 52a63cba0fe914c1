import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");

const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6,8}), (#[0-9a-f]{6,8})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (ink: string, paper: string): number => {
  const [light = 0, dark = 0] = [luminance(ink), luminance(paper)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

const of = (name: string) => {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`tokens.css has no --${name}`);
  return token;
};

const papers = ["canvas", "panel", "raise", "rail", "target-soft"];

// WCAG 2.2: 1.4.3 asks 4.5 for text of this size, 1.4.11 asks 3 for controls, focus and graphics.
const pairs = [
  ...[
    "ink",
    "ink-2",
    "ink-3",
    "legacy",
    "target",
    "off",
    "pass",
    "fail",
    "unknown",
    "waived",
  ].flatMap((ink) => papers.map((paper) => ({ ink, paper, least: 4.5 }))),
  ...["legacy", "target", "off", "pass", "fail", "waived"].map((ink) => ({
    ink,
    paper: `${ink}-soft`,
    least: 4.5,
  })),
  ...["ink", "ink-2"].flatMap((ink) =>
    ["legacy-soft", "fail-soft", "pass-soft", "off-soft", "waived-soft"].map((paper) => ({
      ink,
      paper,
      least: 4.5,
    })),
  ),
  ...["primary", "primary-strong", "danger", "danger-strong"].map((paper) => ({
    ink: "on-fill",
    paper,
    least: 4.5,
  })),
  ...["field", "focus", "target-bar", "legacy-bar"].flatMap((ink) =>
    ["canvas", "panel", "raise"].map((paper) => ({ ink, paper, least: 3 })),
  ),
];

describe("tokens", () => {
  test("the sheet is read whole", () => {
    expect(tokens.size).toBeGreaterThan(30);
    expect(tokens.size).toBe(css.match(/: light-dark\(/g)?.length);
  });

  for (const scheme of ["light", "dark"] as const) {
    test.each(pairs)(
      `${scheme}: $ink on $paper has a contrast of at least $least`,
      ({ ink, paper, least }) => {
        expect(contrast(of(ink)[scheme], of(paper)[scheme])).toBeGreaterThanOrEqual(least);
      },
    );
  }
});
