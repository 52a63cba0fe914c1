import { expect, test } from "vitest";
import { readInventoryFilter, windowInput } from "@/components/inventory/inventory-filter";
import { listItems } from "@/lib/contract/items";

const read = (search: string) => {
  const parameters = new URLSearchParams(search);
  return readInventoryFilter((name) => parameters.get(name));
};

test.each([
  ["", {}],
  ["kind=route,worker&q=%20tags%20", { kind: ["route", "worker"], q: "tags" }],
  ["team=&finding=unmatched", { finding: ["unmatched"] }],
  ["sort=team&descending=true", { sort: "team", descending: true }],
  ["sort=password&descending=yes&tab=findings", {}],
])("the address ?%s is the filter %o", (search, filter) => {
  expect(read(search)).toEqual(filter);
});

test("a window of a filter is what the operation takes", () => {
  const input = windowInput("quay", read("kind=route&family=a,b&sort=title&descending=true"), 2);
  expect(listItems.input.parse(input)).toMatchObject({
    kind: ["route"],
    family: ["a", "b"],
    sort: "title",
    descending: true,
    offset: 400,
    limit: 200,
  });
});
