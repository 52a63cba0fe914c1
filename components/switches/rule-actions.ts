import type { CoupledPlace } from "@/components/switches/coupled-place";
import type { FlipOf } from "@/components/switches/flip-dialog";
import type { DraftedEdit } from "@/lib/client/change-draft";
import type { RuleView } from "@/lib/contract/switches";

/** What can be done with a rule on the page of switches. */
export type RuleActions = {
  readonly mayFlip: boolean;
  readonly mayRollBack: boolean;
  readonly onFlip: (flip: FlipOf) => void;
  readonly onDraft: (edits: readonly DraftedEdit[]) => void;
  /** Opens the plan of everything that hangs together with it. */
  readonly onPlan: (place: CoupledPlace) => void;
};

/** How a rule is called on the page. */
export const ruleName = ({ level, title }: Pick<RuleView, "level" | "title">): string =>
  level === "program" ? "everything else" : title;

/** Names a rule among all of an environment. */
export const ruleId = ({ level, key }: Pick<RuleView, "level" | "key">): string =>
  `${level} ${key}`;
