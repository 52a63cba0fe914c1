"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { type GatePlace, ruleText, stepWords } from "@/components/gates/gate-words";
import { GatesTabs } from "@/components/gates/gates-tabs";
import { TemplateOffer } from "@/components/gates/template-offer";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { type QualityGatesAnswer, qualityGatesQuery } from "@/lib/client/gate-queries";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSearchState } from "@/lib/client/use-search-state";
import type { QualityGateView } from "@/lib/contract/gates";

const GateEditor = dynamic(
  () => import("@/components/gates/gate-editor").then((module) => module.GateEditor),
  { ssr: false },
);
const RemoveGateDialog = dynamic(
  () => import("@/components/gates/remove-gate-dialog").then((module) => module.RemoveGateDialog),
  { ssr: false },
);

const reachWords = ({ kinds = [], capabilities = [], except = [] }: QualityGateView["reach"]) =>
  [
    capabilities.length > 0 ? capabilities.join(", ") : "every capability",
    ...(kinds.length > 0 ? [`with ${kinds.join(" or ")}s`] : []),
    ...(except.length > 0 ? [`but ${except.join(", ")}`] : []),
  ].join(" ");

/** The program's quality gates in order: what each asks, of whom, and before which step. */
export const CriteriaView = ({
  place,
  initial,
  mayEdit,
  asksIn,
}: {
  place: GatePlace;
  initial: QualityGatesAnswer;
  mayEdit: boolean;
  /** The protected environment in which others approve an edit; `null` where nobody has to. */
  asksIn: string | null;
}) => {
  useProgramLive(place.program);
  const { data } = useQuery({ ...qualityGatesQuery(place.program), initialData: initial });
  const search = useSearchState();
  const shown = search.text("gate");
  const [doing, setDoing] = useState<
    | { verb: "edit"; gate: QualityGateView | null }
    | { verb: "remove"; gate: QualityGateView }
    | null
  >(null);
  const titleOf = (check: string): string =>
    data.checks.find((each) => each.check === check)?.title ?? check;
  const add = (
    <Button icon="plus" onClick={() => setDoing({ verb: "edit", gate: null })} variant="primary">
      Add a gate
    </Button>
  );
  const tools = (
    <>
      <TemplateOffer program={place.program} />
      {add}
    </>
  );
  return (
    <>
      <PageHeader actions={mayEdit ? tools : undefined} title="Criteria">
        What is asked of every capability before each step. An environment's policy says which of
        them bind there.
      </PageHeader>
      <GatesTabs environment={place.environment} program={place.program} />
      {data.gates.length === 0 ? (
        <EmptyState title="No quality gates yet">
          A gate is a question with a rule: a ready-made check, or an expression over the facts.
        </EmptyState>
      ) : (
        <ol className="rounded-xl border bg-panel">
          {data.gates.map((gate) => (
            <li
              className={classNames(
                "flex flex-wrap items-start gap-x-5 gap-y-2 border-line-soft border-t px-4 py-3 first:border-t-0",
                gate.key === shown && "bg-target-soft",
              )}
              id={`gate-${gate.key}`}
              key={gate.key}
            >
              <div className="min-w-0 flex-1 basis-56">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className="font-strong">{gate.title}</span>
                  <span className="mono text-ink-3">{gate.key}</span>
                  {gate.isDryRun && <Badge>dry run</Badge>}
                </p>
                <p className="text-ink-2">
                  Before {stepWords[gate.guards]}, asked of {reachWords(gate.reach)}
                  {gate.owner ? `; owner ${gate.owner}` : ""}.
                </p>
                <p className="text-ink-3 text-sm">
                  Version {gate.version}, changed <Time iso={gate.changedAt} /> by {gate.changedBy}
                </p>
              </div>
              <div className="min-w-0 flex-1 basis-72">
                {gate.rule.kind === "check" && (
                  <p className="text-ink-2">{titleOf(gate.rule.check)}</p>
                )}
                <pre className="mono mt-0.5 whitespace-pre-wrap wrap-anywhere text-sm">
                  {ruleText(gate.rule)}
                </pre>
              </div>
              {mayEdit && (
                <div className="flex gap-2">
                  <Button
                    aria-label={`Edit ${gate.title}`}
                    onClick={() => setDoing({ verb: "edit", gate })}
                    size="sm"
                  >
                    Edit
                  </Button>
                  <Button
                    aria-label={`Remove ${gate.title}`}
                    onClick={() => setDoing({ verb: "remove", gate })}
                    size="sm"
                    variant="ghost"
                  >
                    Remove
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
      {doing?.verb === "edit" && (
        <GateEditor
          asksIn={asksIn}
          gate={doing.gate}
          offered={data}
          onClose={() => setDoing(null)}
          place={place}
        />
      )}
      {doing?.verb === "remove" && (
        <RemoveGateDialog
          asksIn={asksIn}
          gate={doing.gate}
          onClose={() => setDoing(null)}
          program={place.program}
        />
      )}
    </>
  );
};
