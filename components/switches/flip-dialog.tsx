"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type CanaryDraft,
  canaryDraftOf,
  readCanaryDraft,
} from "@/components/switches/canary-draft";
import { CanaryFields } from "@/components/switches/canary-fields";
import { ChangeDialog } from "@/components/switches/change-dialog";
import {
  type Aim,
  cohortNote,
  deliveryWords,
  flipAction,
  flipTitle,
  type Owners,
  todayWords,
} from "@/components/switches/change-words";
import { CoupledOffer } from "@/components/switches/coupled-offer";
import type { CoupledPlace } from "@/components/switches/coupled-place";
import { FlipOwners } from "@/components/switches/flip-owners";
import { OwnerCard } from "@/components/switches/owner-card";
import type { OwnerSide } from "@/components/switches/points-glyph";
import { type RuleExtras, RuleExtrasFields } from "@/components/switches/rule-extras";
import { ruleWords } from "@/components/switches/rule-words";
import type { SwitchEdit } from "@/components/switches/use-change";
import { ChipChoice } from "@/components/ui/chip";
import { DialogSection } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import type { DraftedEdit } from "@/lib/client/change-draft";
import { switchesQuery } from "@/lib/client/switch-queries";
import { useDelivery } from "@/lib/client/use-delivery";
import type { SwitchLevel } from "@/lib/contract/switches";

/** What a page opens the dialog for. */
export type FlipOf = Pick<FlipDialogProps, "level" | "subject" | "title" | "side" | "aim">;

export type FlipDialogProps = {
  program: string;
  environment: string;
  level: SwitchLevel;
  /** The rule's key: a family, a capability, a route's key, a worker's switch name; empty for the program. */
  subject: string;
  /** How people call it. */
  title: string;
  owners: Owners;
  isProtected: boolean;
  /** Who owns it today; null where its rows have several owners, or a wider rule decides. */
  side: OwnerSide | null;
  /** Who decides that, in a sentence; left out, the dialog finds it out. */
  today?: string;
  /** What it is opened for; left out, the other side. */
  aim?: Aim;
  /** Keeps it for a change of several rules; left out, it can only be made as it is. */
  onDraft?: (edits: readonly DraftedEdit[]) => void;
  /** Opens the plan of everything that hangs together with it. */
  onPlan?: (place: CoupledPlace) => void;
  onClose: () => void;
};

/** Sends one thing to another owner in one environment, or takes its rule away, and says beforehand what moves. */
export const FlipDialog = ({
  program,
  environment,
  level,
  subject,
  title,
  owners,
  isProtected,
  side,
  today,
  aim: firstAim = side === "target" ? "legacy" : "target",
  onDraft,
  onPlan,
  onClose,
}: FlipDialogProps) => {
  const { data: switches } = useQuery(switchesQuery(program, environment));
  const delivery = useDelivery(program, environment);
  const rule = switches?.rules.find((each) => each.level === level && each.key === subject) ?? null;
  const [aim, setAim] = useState<Aim>(firstAim);
  const [chosenWho, setWho] = useState<"everybody" | "canary" | null>(null);
  const [edited, setEdited] = useState<CanaryDraft | null>(null);
  const [chosenExtras, setExtras] = useState<RuleExtras | null>(null);
  const isWorker = level === "worker";
  const words = { ...owners, off: "off" };
  const who = chosenWho ?? (rule?.canary ? "canary" : "everybody");
  const draft = edited ?? canaryDraftOf(rule?.canary ?? null);
  const reading = readCanaryDraft(draft);
  const hasCanary = aim === "target" && !isWorker && who === "canary";
  const hasSticky = aim === "target" && !isWorker;
  const hasLegacy = level === "capability" && aim !== "remove";
  const extrasNow: RuleExtras = {
    isSticky: rule?.sticky === "creation",
    legacy: switches?.legacyStates[subject] ?? "hot",
  };
  const extras = chosenExtras ?? extrasNow;
  const canRemove = rule !== null && level !== "program";
  const edit: SwitchEdit = {
    level,
    key: subject,
    owner: aim === "remove" ? null : words[aim],
    ...(hasCanary && reading.kind === "canary" ? { canary: reading.canary } : {}),
    ...(hasSticky && extras.isSticky !== extrasNow.isSticky
      ? { sticky: extras.isSticky ? ("creation" as const) : null }
      : {}),
    ...(hasLegacy && extras.legacy !== extrasNow.legacy ? { legacy: extras.legacy } : {}),
  };
  const aims: Aim[] = [
    "target",
    "legacy",
    ...(isWorker ? (["off"] as const) : []),
    ...(canRemove || aim === "remove" ? (["remove"] as const) : []),
  ];
  return (
    <ChangeDialog
      asked={hasCanary && reading.kind === "fault" ? null : { rules: [edit] }}
      action={(effect) => flipAction(aim, owners, effect)}
      description={
        <>
          {today ?? todayWords({ level, word: side && words[side], rule })}
          {isProtected && (
            <span className="ml-1.5 inline-flex items-center gap-1 text-ink-3">
              <Icon name="lock" size={12} />
              {environment} is protected.
            </span>
          )}
        </>
      }
      footnote={delivery && `Version ${delivery.version} · ${deliveryWords(delivery)}`}
      isRollback={aim === "legacy" || aim === "off"}
      onClose={onClose}
      onDraft={
        onDraft &&
        (() => {
          onDraft([
            { edit, title, was: isWorker ? (side ? words[side] : "off") : ruleWords(rule) },
          ]);
          onClose();
        })
      }
      place={{ program, environment }}
      title={flipTitle(aim, title, environment)}
    >
      <DialogSection>
        <FlipOwners
          aim={aim}
          aims={aims}
          isWorker={isWorker}
          now={
            <OwnerCard
              note={rule && cohortNote(rule)}
              side={side}
              word={side === null ? (rule ? "several owners" : "as wider rules say") : words[side]}
            />
          }
          onAim={setAim}
          words={words}
        />
        {aim === "target" && !isWorker && (
          <div className="mt-3 flex flex-col gap-3">
            <ChipChoice
              label={`Who meets ${owners.target}`}
              onChange={setWho}
              options={[
                { value: "everybody", label: "Everybody" },
                { value: "canary", label: "A canary" },
              ]}
              value={who}
            />
            {hasCanary && <CanaryFields draft={draft} onChange={setEdited} reading={reading} />}
          </div>
        )}
        {(hasSticky || hasLegacy) && (
          <details className="mt-3" open={extras !== extrasNow || undefined}>
            <summary className="cursor-pointer text-ink-2 hover:text-ink">
              More of this rule
            </summary>
            <div className="mt-2">
              <RuleExtrasFields
                extras={extras}
                hasLegacy={hasLegacy}
                hasSticky={hasSticky}
                onChange={setExtras}
              />
            </div>
          </details>
        )}
        {onPlan && level !== "program" && (aim === "target" || aim === "legacy") && (
          <CoupledOffer
            of={{ level, key: subject, title, to: aim }}
            onPlan={onPlan}
            owners={owners}
            place={{ program, environment }}
          />
        )}
      </DialogSection>
    </ChangeDialog>
  );
};
