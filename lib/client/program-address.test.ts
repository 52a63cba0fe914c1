import { expect, test } from "vitest";
import { itemAddress, programAddress } from "@/lib/client/program-address";

test.each([
  ["", {}, "/programs/quay"],
  ["matrix", {}, "/programs/quay/matrix"],
  ["matrix", { owner: "staging:go", q: "" }, "/programs/quay/matrix?owner=staging%3Ago"],
  ["inventory", { kind: "route", family: null }, "/programs/quay/inventory?kind=route"],
])("page %s with %o is at %s", (page, filter, address) => {
  expect(programAddress("quay", page, filter)).toBe(address);
});

test("an item's key with slashes stays one segment", () => {
  expect(itemAddress("quay", "tool", "tools/email invoice.py")).toBe(
    "/programs/quay/items/tool/tools%2Femail%20invoice.py",
  );
});
