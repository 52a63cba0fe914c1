import { byCapability } from "@/components/switches/rule-filter";
import type { RuleView, SwitchLevel } from "@/lib/contract/switches";

const levels = [
  { level: "program", title: "Program default" },
  { level: "family", title: "Families" },
  { level: "capability", title: "Capabilities" },
  { level: "route", title: "Routes" },
] as const satisfies readonly { level: SwitchLevel; title: string }[];

/** A level's rules, or those of one capability's routes. */
export type RuleSectionOf = {
  readonly name: string;
  readonly title: string;
  readonly rules: readonly RuleView[];
  /** One of several of its level, and folded until somebody asks for it. */
  readonly isNested: boolean;
  /** Stands above the first of a level that has several. */
  readonly above: string | null;
};

// Fewer rules of routes are read at one look; more are found by their capability.
const ungroupedAtMost = 12;

/** Rules as the page lists them: the widest level first, many rules of routes by their capability. */
export const ruleSections = (rules: readonly RuleView[]): RuleSectionOf[] =>
  levels.flatMap(({ level, title }): RuleSectionOf[] => {
    const own = rules
      .filter((rule) => rule.level === level)
      .sort((one, other) => one.title.localeCompare(other.title));
    if (own.length === 0) return [];
    if (level !== "route" || own.length <= ungroupedAtMost) {
      return [{ name: level, title, rules: own, isNested: false, above: null }];
    }
    return byCapability(own).map((group, at) => ({
      name: `route ${group.key ?? ""}`,
      title: group.key ?? "of no capability",
      rules: group.rules,
      isNested: true,
      above: at === 0 ? `${title}: ${own.length} rules` : null,
    }));
  });
