import { expect, test } from "vitest";
import {
  emptyOwnerRule,
  movedOwnerRule,
  ownerDraftsOf,
  ownerRulesOf,
} from "@/components/owners/owner-rule-draft";
import type { OwnerRuleInput } from "@/lib/contract/owners";

const rules: OwnerRuleInput[] = [
  { team: "registry", kinds: ["route"], path: "endpoints/v2/", wave: "A1" },
  { team: "workers", kinds: ["worker", "queue"], key: "PROC-*" },
];

test("rules that are opened and not changed are sent as they were", () => {
  expect(ownerRulesOf(ownerDraftsOf(rules))).toEqual(rules);
});

test("an empty line is no rule yet; blanks around what is typed say nothing", () => {
  const typed = { ...emptyOwnerRule(3), team: " registry ", family: " v1 " };
  expect(ownerRulesOf([emptyOwnerRule(2), typed])).toEqual([{ team: "registry", family: "v1" }]);
});

test("a rule moves by one place and not beyond an end", () => {
  const drafts = ownerDraftsOf(rules);
  expect(movedOwnerRule(drafts, 0, 1).map(({ team }) => team)).toEqual(["workers", "registry"]);
  expect(movedOwnerRule(drafts, 0, -1)).toBe(drafts);
});
