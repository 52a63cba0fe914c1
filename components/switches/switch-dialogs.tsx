"use client";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import type { CoupledPlace } from "@/components/switches/coupled-place";
import type { FlipOf } from "@/components/switches/flip-dialog";
import type { ChangePlace } from "@/components/switches/use-change";
import { useChangeDraft } from "@/lib/client/change-draft";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";
import type { ChangeView } from "@/lib/contract/switches";

const FlipDialog = dynamic(
  () => import("@/components/switches/flip-dialog").then((module) => module.FlipDialog),
  { ssr: false },
);
const UndoDialog = dynamic(
  () => import("@/components/switches/undo-dialog").then((module) => module.UndoDialog),
  { ssr: false },
);
const RestoreDialog = dynamic(
  () => import("@/components/switches/restore-dialog").then((module) => module.RestoreDialog),
  { ssr: false },
);
const AddRuleDialog = dynamic(
  () => import("@/components/switches/add-rule-dialog").then((module) => module.AddRuleDialog),
  { ssr: false },
);
const CoupledPlanDialog = dynamic(
  () =>
    import("@/components/switches/coupled-plan-dialog").then((module) => module.CoupledPlanDialog),
  { ssr: false },
);
const DraftDialog = dynamic(
  () => import("@/components/switches/draft-dialog").then((module) => module.DraftDialog),
  { ssr: false },
);

type Open =
  | { readonly kind: "flip"; readonly flip: FlipOf }
  | { readonly kind: "undo"; readonly change: ChangeView }
  | { readonly kind: "restore"; readonly change: ChangeView }
  | { readonly kind: "plan"; readonly of: CoupledPlace }
  | { readonly kind: "review" }
  | { readonly kind: "add" };

/** Which dialog of the page of switches is open, and what opens each. */
export const useSwitchDialogs = () => {
  const [open, setOpen] = useState<Open | null>(null);
  return useMemo(
    () => ({
      open,
      flip: (flip: FlipOf) => setOpen({ kind: "flip", flip }),
      undo: (change: ChangeView) => setOpen({ kind: "undo", change }),
      restore: (change: ChangeView) => setOpen({ kind: "restore", change }),
      plan: (of: CoupledPlace) => setOpen({ kind: "plan", of }),
      review: () => setOpen({ kind: "review" }),
      add: () => setOpen({ kind: "add" }),
      close: () => setOpen(null),
    }),
    [open],
  );
};

/** The dialogs of the page of switches, each fetched when it is first opened. */
export const SwitchDialogs = ({
  dialogs: { open, flip, plan, close },
  place,
  isProtected,
  switches,
}: {
  dialogs: ReturnType<typeof useSwitchDialogs>;
  place: ChangePlace;
  isProtected: boolean;
  switches: SwitchesAnswer;
}) => {
  const { draft, put, drop, clear } = useChangeDraft(place);
  const { owners } = switches;
  switch (open?.kind) {
    case undefined:
      return null;
    case "flip":
      return (
        <FlipDialog
          {...place}
          {...open.flip}
          isProtected={isProtected}
          onClose={close}
          onDraft={put}
          onPlan={plan}
          owners={owners}
        />
      );
    case "undo":
      return <UndoDialog change={open.change} onClose={close} place={place} />;
    case "restore":
      return <RestoreDialog change={open.change} onClose={close} place={place} />;
    case "plan":
      return <CoupledPlanDialog of={open.of} onClose={close} owners={owners} place={place} />;
    case "review":
      return (
        <DraftDialog
          draft={draft}
          onClose={close}
          onDrop={drop}
          onSent={clear}
          owners={owners}
          place={place}
        />
      );
    case "add":
      return (
        <AddRuleDialog
          onChoose={flip}
          onClose={close}
          program={place.program}
          switches={switches}
        />
      );
  }
};
