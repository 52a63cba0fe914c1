"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  definitionOf,
  type GateDraft,
  isReadable,
  type OfferedCheck,
} from "@/components/gates/gate-draft";
import { type GatePlace, readingLook } from "@/components/gates/gate-words";
import { Mark } from "@/components/ui/mark";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { callOperation } from "@/lib/client/call-operation";
import { useSettled } from "@/lib/client/use-settled";
import { previewQualityGate } from "@/lib/contract/gates";
import { readingStates } from "@/lib/domain/gate-reading";

/** How a draft would read today, asked again when the typing stops; a fault stays until it is mended. */
export const useDraftReadings = (
  place: GatePlace,
  draft: GateDraft,
  checks: readonly OfferedCheck[],
  capability: string,
) => {
  const definition = definitionOf({ ...draft, title: draft.title.trim() || "Draft" }, checks);
  const asked = useSettled(JSON.stringify({ definition, capability }), 350);
  return useQuery({
    queryKey: ["program", place.program, "previewQualityGate", place.environment, asked],
    queryFn: ({ signal }) => {
      const { definition: settled, capability: named } = JSON.parse(asked);
      return callOperation(
        previewQualityGate,
        { ...place, definition: settled, ...(named && { capability: named }) },
        { signal },
      );
    },
    enabled: isReadable(draft),
    placeholderData: keepPreviousData,
    retry: false,
  });
};

type Preview = NonNullable<ReturnType<typeof useDraftReadings>["data"]>;

const Values = ({ facts }: { facts: NonNullable<Preview["facts"]> }) => (
  <dl className="mt-2 grid max-h-64 grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 overflow-y-auto rounded-md border border-line-soft bg-canvas px-3 py-2 text-sm">
    {Object.entries(facts.values).map(([name, value]) => (
      <div className="contents" key={name}>
        <dt className="mono text-ink-2">{name}</dt>
        <dd className="mono wrap-anywhere">
          {typeof value === "object" && value !== null
            ? JSON.stringify(value).slice(0, 600)
            : String(value)}
        </dd>
      </div>
    ))}
  </dl>
);

/** The reading of every capability before anything is saved, and what an expression sees of one. */
export const DraftReadings = ({
  preview,
  factNames,
  capability,
  onCapability,
  showsFacts,
  isOld,
}: {
  preview: Preview | undefined;
  factNames: readonly { name: string; type: string; says: string }[];
  capability: string;
  onCapability: (key: string) => void;
  showsFacts: boolean;
  /** What is shown is of the draft before. */
  isOld: boolean;
}) => {
  const [state, setState] = useState("");
  if (!preview) return <SkeletonRows label="Reading the draft" rows={4} />;
  const counts = readingStates.map(
    (each) =>
      [each, preview.readings.filter(({ reading }) => reading.state === each).length] as const,
  );
  const shown = preview.readings.filter(({ reading }) => state === "" || reading.state === state);
  return (
    <div className={isOld ? "opacity-60" : undefined}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {counts
          .filter(([, count]) => count > 0)
          .map(([each, count]) => (
            <button
              aria-pressed={state === each}
              className="flex items-center gap-1.5 rounded-sm px-1 hover:bg-line-soft aria-pressed:bg-target-soft"
              key={each}
              onClick={() => setState(state === each ? "" : each)}
              type="button"
            >
              <Mark kind={readingLook[each].mark} label={readingLook[each].word} />
              {count} {readingLook[each].word}
            </button>
          ))}
      </div>
      <ul className="mt-2 max-h-56 overflow-y-auto rounded-md border border-line-soft">
        {shown.map(({ capability: key, reading }) => (
          <li
            className="flex items-start gap-2 border-line-soft border-t px-2.5 py-1.5 first:border-t-0"
            key={key}
          >
            <Mark kind={readingLook[reading.state].mark} label={readingLook[reading.state].word} />
            <span className="w-36 shrink-0 truncate font-medium" title={key}>
              {key}
            </span>
            <span className="min-w-0 wrap-anywhere text-ink-2">{reading.because}</span>
          </li>
        ))}
        {shown.length === 0 && <li className="px-2.5 py-1.5 text-ink-2">No capability.</li>}
      </ul>
      {showsFacts && preview.facts && (
        <div className="mt-3">
          <Select
            className="w-64"
            label="Facts of"
            onChange={onCapability}
            options={preview.readings.map(({ capability: key }) => ({ value: key, label: key }))}
            value={capability || preview.facts.capability}
          />
          <Values facts={preview.facts} />
          <details className="mt-2 text-sm">
            <summary className="cursor-pointer text-ink-2">What each name means</summary>
            <dl className="mt-1 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5">
              {factNames.map(({ name, type, says }) => (
                <div className="contents" key={name}>
                  <dt className="mono">
                    {name} <span className="text-ink-3">{type}</span>
                  </dt>
                  <dd className="text-ink-2">{says}</dd>
                </div>
              ))}
            </dl>
          </details>
        </div>
      )}
    </div>
  );
};
