import { expect, test } from "vitest";
import { matrixWords } from "@/components/matrix/matrix-words";
import type { MatrixAnswer } from "@/lib/client/matrix-queries";

const answer = (shown: [number, number], onGo: number) => ({
  owners: { legacy: "python", target: "go" },
  environments: [
    { key: "staging", name: "Staging", isProtected: false, version: 2 },
    { key: "production", name: "Production", isProtected: true, version: 1 },
  ],
  groups: [
    { share: { staging: { target: onGo, canary: 1, legacy: 9 } } },
  ] as unknown as MatrixAnswer["groups"],
  totals: { routes: shown[0], workers: shown[1] },
  inventory: { routes: 413, workers: 36 },
});

test.each([
  [
    answer([413, 36], 19),
    "413 routes and 36 workers. Routes on go: 19 in staging, none in production.",
  ],
  [
    answer([7, 1], 0),
    "8 of 413 routes and 36 workers shown. Routes on go: none in staging, none in production.",
  ],
  [{ ...answer([0, 0], 0), inventory: { routes: 0, workers: 0 } }, "Nothing is tracked here yet."],
])("the matrix in a sentence", (given, says) => {
  expect(matrixWords(given)).toBe(says);
});
