"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChangeDialog } from "@/components/switches/change-dialog";
import { movedWords } from "@/components/switches/change-words";
import { editWords, ruleWords } from "@/components/switches/rule-words";
import type { ChangePlace, SwitchEdit } from "@/components/switches/use-change";
import { Badge } from "@/components/ui/badge";
import { DialogSection } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import type { Draft } from "@/lib/client/change-draft";
import { type SwitchesAnswer, switchesQuery } from "@/lib/client/switch-queries";

/** What the rule of an edit says now; undefined while that is not known. */
const wordsNow = (
  switches: SwitchesAnswer | undefined,
  { level, key }: SwitchEdit,
): string | undefined => {
  if (switches === undefined) return undefined;
  if (level === "worker") return switches.workers.find((worker) => worker.key === key)?.owner;
  return ruleWords(switches.rules.find((rule) => rule.level === level && rule.key === key));
};

/** Sends a draft: all of its rules with one reason, as one change or one request. */
export const DraftDialog = ({
  place,
  draft: draftNow,
  owners,
  onDrop,
  onSent,
  onClose,
}: {
  place: ChangePlace;
  draft: Draft;
  owners: { readonly legacy: string; readonly target: string };
  onDrop: (edit: SwitchEdit) => void;
  onSent: () => void;
  onClose: () => void;
}) => {
  const { data: switches } = useQuery(switchesQuery(place.program, place.environment));
  // What was sent stays in sight after the draft is emptied.
  const [sent, setSent] = useState<Draft | null>(null);
  const draft = sent ?? draftNow;
  const rules = draft.map(({ edit }) => edit);
  return (
    <ChangeDialog
      action={(effect) => {
        const moved = effect ? movedWords(effect) : "";
        return moved === "" ? "Send the change" : `Change the owner of ${moved}`;
      }}
      asked={rules.length === 0 ? null : { rules }}
      description="All of it is one change and one version, or none of it."
      isRollback={
        rules.length > 0 && rules.every(({ owner }) => owner !== null && owner !== owners.target)
      }
      onClose={onClose}
      onMade={() => {
        setSent(draftNow);
        onSent();
      }}
      place={place}
      title={`Change ${rules.length === 1 ? "1 rule" : `${rules.length} rules`} in ${place.environment}`}
    >
      <DialogSection title="Rules">
        {draft.length === 0 && <p className="text-ink-2">Nothing is left in the draft.</p>}
        <ul className="-my-1 max-h-64 overflow-y-auto">
          {draft.map(({ edit, title, was }) => {
            const now = wordsNow(switches, edit);
            return (
              <li
                className="flex items-start gap-3 border-line-soft border-t py-1 first:border-t-0"
                key={`${edit.level} ${edit.key}`}
              >
                <span className="w-17 shrink-0 text-ink-3 text-sm">{edit.level}</span>
                <span className="min-w-0 flex-1">
                  <span className="mono break-all">{title}</span>
                  <span className="block text-ink-2">
                    {now ?? was} → <b className="font-strong">{editWords(edit, owners)}</b>{" "}
                    {now !== undefined && now !== was && (
                      <Badge tone="amber">was {was} when it was drafted</Badge>
                    )}
                  </span>
                </span>
                <IconButton
                  icon="cross"
                  label={`Take ${title} out of the draft`}
                  onClick={() => onDrop(edit)}
                  size="sm"
                />
              </li>
            );
          })}
        </ul>
      </DialogSection>
    </ChangeDialog>
  );
};
