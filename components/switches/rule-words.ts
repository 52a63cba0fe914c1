import type { SwitchEdit } from "@/components/switches/use-change";
import type { RuleView } from "@/lib/contract/switches";
import { cohortWords } from "@/lib/domain/cohort";

type Owners = { readonly legacy: string; readonly target: string };

/** What a rule says: `go`, `go for 10 % of orgs`; `no rule` where there is none. */
export const ruleWords = (rule: Pick<RuleView, "owner" | "cohort"> | null | undefined): string =>
  rule ? (rule.cohort ?? rule.owner) : "no rule";

/** What an edit makes of a rule, in the same words. */
export const editWords = ({ owner, canary, handoff }: SwitchEdit, owners: Owners): string => {
  if (owner === null) return "no rule";
  if (handoff !== undefined) return `${owner}, on its way to ${handoff}`;
  return cohortWords({ owner, ...(canary && { canary }) }, owners);
};

/** `the default`, `family registry-v2`; a route's title stands for itself. */
export const hiderWords = ({
  level,
  title,
}: {
  readonly level: string;
  readonly title: string;
}) => {
  if (level === "program") return "the default";
  if (level === "force") return title === "" ? "a force on everything" : `a force on ${title}`;
  return level === "route" ? title : `${level} ${title}`;
};

/** A share of the traffic: `12 %`, `0.4 %`, `none`, `< 0.1 %`. */
export const shareWords = (share: number): string => {
  if (share === 0) return "none";
  if (share < 0.001) return "< 0.1 %";
  const percent = share * 100;
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
};
