import { expect, test } from "vitest";
import { momentOf, requestAddress } from "@/components/switches/request-words";

test("a request's page stands under its environment", () => {
  expect(requestAddress("quay", { environment: "production", number: 7 })).toBe(
    "/programs/quay/requests/production/7",
  );
});

test.each([
  ["", null],
  ["nonsense", null],
])("%j is no moment", (local, moment) => {
  expect(momentOf(local)).toBe(moment);
});

test("a local time is the reader's own", () => {
  const local = "2026-11-21T22:30";
  expect(momentOf(local)).toBe(new Date(2026, 10, 21, 22, 30).toISOString());
});
