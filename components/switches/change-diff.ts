import * as z from "zod";
import type { Owners } from "@/components/switches/change-words";
import {
  CanaryInput,
  type ChangeView,
  SwitchEditInput,
  SwitchLevel,
} from "@/lib/contract/switches";
import { cohortWords } from "@/lib/domain/cohort";

const Recorded = z.object({
  level: SwitchLevel,
  key: z.string().nullable(),
  rule: z.object({ owner: z.string(), canary: CanaryInput.loose().optional() }).nullable(),
});

export type RuleDifference = {
  readonly key: string;
  /** `capability v2-pull`, `the program's default`. */
  readonly rule: string;
  readonly was: string;
  readonly is: string;
};

const nameOf = (level: string, key: string): string =>
  level === "program" ? "the program's default" : `${level} ${key}`;

/** What a change did to each rule it asked for, in words; nothing for a force, which changes no rule. */
export const changeDiff = (
  { edits, before }: Pick<ChangeView, "edits" | "before">,
  owners: Owners,
): RuleDifference[] => {
  const wordsOf = (rule: z.infer<typeof Recorded>["rule"]): string =>
    rule === null ? "no rule" : cohortWords(rule, owners);
  const asked = edits.flatMap((edit) => SwitchEditInput.safeParse(edit).data ?? []);
  return before.flatMap((entry) => {
    const recorded = Recorded.safeParse(entry).data;
    if (!recorded) return [];
    const { level, key: givenKey, rule } = recorded;
    const key = givenKey ?? "";
    const edit = asked.find(
      (each) => each.level === level && (level === "program" || each.key === key),
    );
    if (!edit) return [];
    const { owner, canary } = edit;
    const is = owner === null ? null : { owner, ...(canary && { canary }) };
    return [
      { key: `${level} ${key}`, rule: nameOf(level, key), was: wordsOf(rule), is: wordsOf(is) },
    ];
  });
};
