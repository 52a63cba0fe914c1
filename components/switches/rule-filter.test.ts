import { describe, expect, test } from "vitest";
import { ruleCsv } from "@/components/switches/rule-csv";
import { byCapability, filterRules, traitsOf } from "@/components/switches/rule-filter";
import { ruleSections } from "@/components/switches/rule-sections";
import { hiderWords, ruleWords, shareWords } from "@/components/switches/rule-words";
import type { RuleView } from "@/lib/contract/switches";

const ruleOf = (more: Partial<RuleView>): RuleView => ({
  level: "capability",
  key: "v2-pull",
  title: "v2-pull",
  owner: "python",
  side: "legacy",
  cohort: null,
  canary: null,
  sticky: null,
  decides: 3,
  observedShare: null,
  covers: 3,
  hiddenBy: [],
  family: null,
  capability: null,
  setBy: null,
  ...more,
});

const canary = ruleOf({
  owner: "go",
  side: "target",
  cohort: "go for orgs acme",
  canary: { orgs: ["acme"] },
  setBy: { version: 7, by: "Tomasz Example", at: "2026-11-21T02:00:00Z", reason: "first wave" },
});
const hidden = ruleOf({
  key: "v2-push",
  title: "v2-push",
  owner: "go",
  side: "target",
  decides: 0,
  hiddenBy: [{ level: "route", key: "R1", title: "GET /v2/", routes: 3 }],
});
const pin = ruleOf({ level: "route", key: "R1", title: "GET /v2/", capability: "v2-push" });

describe("narrowing the rules", () => {
  test.each([
    [canary, ["canary"]],
    [hidden, ["target", "hidden", "idle"]],
    [pin, ["legacy"]],
  ])("what a rule can be found by", (rule, traits) => {
    expect(traitsOf(rule)).toEqual(traits);
  });

  test.each([
    ["acme", [], [canary]],
    ["tomasz WAVE", [], [canary]],
    ["v2-push", [], [hidden, pin]],
    ["", ["canary", "legacy"], [canary, pin]],
    ["push", ["idle"], [hidden]],
    ["nothing", [], []],
  ])("%s with %j", (text, traits, left) => {
    expect(filterRules([canary, hidden, pin], { text, traits })).toEqual(left);
  });

  test("rules of routes stand by capability, those without one last", () => {
    const loose = ruleOf({ level: "route", key: "R2" });
    const other = ruleOf({ level: "route", key: "R3", capability: "api" });
    expect(byCapability([loose, pin, other])).toEqual([
      { key: "api", rules: [other] },
      { key: "v2-push", rules: [pin] },
      { key: null, rules: [loose] },
    ]);
  });
});

describe("the sections of the page", () => {
  const pins = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      ruleOf({ level: "route", key: `R${at}`, title: `GET /${at}`, capability: `c${at % 2}` }),
    );
  const namesOf = (rules: RuleView[]) => ruleSections(rules).map(({ name }) => name);

  test("the widest level first, those without rules left out", () => {
    expect(namesOf([...pins(2), canary, ruleOf({ level: "program", key: "" })])).toEqual([
      "program",
      "capability",
      "route",
    ]);
  });

  test("many rules of routes are parted by capability, with their level said once above", () => {
    const sections = ruleSections(pins(13));
    expect(sections.map(({ name, above, rules }) => [name, above, rules.length])).toEqual([
      ["route c0", "Routes: 13 rules", 7],
      ["route c1", null, 6],
    ]);
  });

  test("as a table, an unobserved share is empty and a reason is kept", () => {
    const [, first] = ruleCsv([canary]).split("\r\n");
    expect(first).toBe(
      "capability,v2-pull,v2-pull,,,go for orgs acme,3,3,,7,Tomasz Example,2026-11-21T02:00:00Z,first wave",
    );
  });
});

describe("words about a rule", () => {
  test("what it says", () => {
    expect([ruleWords(canary), ruleWords(pin), ruleWords(null)]).toEqual([
      "go for orgs acme",
      "python",
      "no rule",
    ]);
  });

  test.each([
    ["program", "", "the default"],
    ["force", "", "a force on everything"],
    ["force", "v2-pull", "a force on v2-pull"],
    ["family", "registry-v2", "family registry-v2"],
    ["route", "GET /v2/", "GET /v2/"],
  ])("what hides it: %s %s", (level, title, words) => {
    expect(hiderWords({ level, title })).toBe(words);
  });

  test.each([
    [0, "none"],
    [0.0004, "< 0.1 %"],
    [0.004, "0.4 %"],
    [0.05, "5 %"],
    [0.1234, "12 %"],
    [1, "100 %"],
  ])("a share of %f reads %s", (share, words) => {
    expect(shareWords(share)).toBe(words);
  });
});
