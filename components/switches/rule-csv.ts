import { ruleWords } from "@/components/switches/rule-words";
import type { RuleView } from "@/lib/contract/switches";
import { writeCsv } from "@/lib/formats/write-csv";

const columns = [
  "level",
  "key",
  "title",
  "family",
  "capability",
  "rule",
  "covers",
  "decides",
  "observed share",
  "version",
  "by",
  "at",
  "reason",
];

/** Rules as CSV text, in the order given; the share is a number from 0 to 1, empty where nothing was observed. */
export const ruleCsv = (rules: readonly RuleView[]): string =>
  writeCsv(
    columns,
    rules.map((rule) => [
      rule.level,
      rule.key,
      rule.title,
      rule.family,
      rule.capability,
      ruleWords(rule),
      String(rule.covers),
      String(rule.decides),
      rule.observedShare === null ? null : String(rule.observedShare),
      rule.setBy ? String(rule.setBy.version) : null,
      rule.setBy?.by ?? null,
      rule.setBy?.at ?? null,
      rule.setBy?.reason ?? null,
    ]),
  );
