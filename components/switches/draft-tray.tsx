"use client";
import { useQuery } from "@tanstack/react-query";
import { editWords } from "@/components/switches/rule-words";
import { type ChangePlace, changePreview } from "@/components/switches/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Draft } from "@/lib/client/change-draft";
import { problemOf } from "@/lib/client/problem-error";

/** A change that is being put together: how many rules, and what they would do together as things stand now. */
export const DraftTray = ({
  place,
  draft,
  owners,
  onReview,
  onDiscard,
}: {
  place: ChangePlace;
  draft: Draft;
  owners: { readonly legacy: string; readonly target: string };
  onReview: () => void;
  onDiscard: () => void;
}) => {
  const { program, environment } = place;
  const rules = draft.map(({ edit }) => edit);
  const preview = useQuery({
    // Reckoned again with every change of the environment: the draft is as good as what it stands on.
    queryKey: ["program", program, "draft", environment, rules],
    queryFn: ({ signal }) => changePreview(place, { rules }, signal),
    placeholderData: (last) => last,
  });
  const effect = preview.data?.effect;
  const against = effect && !effect.needsRequest ? effect.refusals.length : 0;
  const warned = effect?.warnings.length ?? 0;
  const first = draft[0];
  return (
    <section
      aria-label="Draft of a change"
      className="sticky bottom-3 z-30 mt-3.5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-target/40 bg-raise px-4 py-2.5 shadow-raise"
    >
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-bold">
            Draft: {draft.length === 1 ? "1 rule" : `${draft.length} rules`}
          </span>
          {effect?.kind === "flip" && <Badge tone="blue">flip</Badge>}
          {effect?.kind === "rollback" && <Badge tone="amber">rollback</Badge>}
          {effect?.needsRequest && <Badge tone="violet">needs approval</Badge>}
          {against > 0 && (
            <Badge tone="red">{against === 1 ? "refused" : `${against} refusals`}</Badge>
          )}
          {warned > 0 && (
            <Badge tone="amber">{warned === 1 ? "1 warning" : `${warned} warnings`}</Badge>
          )}
        </p>
        <p aria-live="polite" className="truncate text-ink-2">
          {preview.error
            ? problemOf(preview.error).message
            : effect
              ? effect.says
              : "Reckoning what it would do …"}
          {first && draft.length === 1 && ` ${first.title}: ${editWords(first.edit, owners)}.`}
        </p>
      </div>
      <span className="flex gap-2">
        <Button onClick={onDiscard} variant="ghost">
          Discard
        </Button>
        <Button onClick={onReview} variant="primary">
          Review and send
        </Button>
      </span>
    </section>
  );
};
