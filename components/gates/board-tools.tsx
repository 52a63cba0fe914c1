"use client";
import { useEffect, useState } from "react";
import { readingLook } from "@/components/gates/gate-words";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchField } from "@/components/ui/search-field";
import { countValues, type GateBoardState, isNarrowed } from "@/lib/client/gate-board-state";
import { useSettled } from "@/lib/client/use-settled";
import type { GateBoard } from "@/lib/contract/gates";
import { readingStates } from "@/lib/domain/gate-reading";

export type MilestoneChoice = {
  readonly key: string;
  readonly title: string;
  readonly gates: readonly string[];
};

const Search = ({ text: asked, onChange }: { text: string; onChange: (text: string) => void }) => {
  const [text, setText] = useState(asked);
  const settled = useSettled(text, 180);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed, once it has settled, goes to the address
  useEffect(() => {
    if (settled !== asked && settled === text) onChange(settled);
  }, [settled]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address also changes by itself; what is being typed stays
  useEffect(() => {
    if (asked !== settled) setText(asked);
  }, [asked]);
  return (
    <SearchField
      className="w-full sm:w-52"
      label="Capability"
      maxLength={200}
      onChange={setText}
      value={text}
    />
  );
};

/** What the gate board is narrowed by. */
export const BoardTools = ({
  board,
  state,
  milestones,
  shown,
  onChange,
}: {
  board: GateBoard;
  state: GateBoardState;
  milestones: readonly MilestoneChoice[];
  /** Capabilities that are left. */
  shown: number;
  onChange: (change: Partial<GateBoardState>) => void;
}) => {
  const { capabilities } = board;
  return (
    <div className="mb-2.5 flex flex-wrap items-center gap-2">
      <Search onChange={(q) => onChange({ q })} text={state.q} />
      <FilterChip
        label="Reading"
        onChange={(states) => onChange({ states })}
        options={readingStates.map((value) => ({
          value,
          label: readingLook[value].word,
          count: board.counts[value] ?? 0,
        }))}
        selected={[...state.states]}
      />
      <FilterChip
        label="Owner"
        onChange={(teams) => onChange({ teams })}
        options={countValues(capabilities, ({ teams }) => teams)}
        selected={[...state.teams]}
      />
      <FilterChip
        label="Workstream"
        onChange={(workstreams) => onChange({ workstreams })}
        options={countValues(capabilities, ({ workstreams }) => workstreams)}
        selected={[...state.workstreams]}
      />
      {milestones.length > 0 && (
        <FilterChip
          label="Milestone"
          // One at a time: the newest choice takes the place of the one before.
          onChange={(chosen) => onChange({ milestone: chosen.at(-1) ?? "" })}
          options={milestones.map(({ key, title, gates }) => ({
            value: key,
            label: `${key} ${title}`,
            count: gates.length,
          }))}
          selected={state.milestone === "" ? [] : [state.milestone]}
        />
      )}
      {isNarrowed(state) && (
        <>
          <span className="text-ink-2">
            {shown.toLocaleString("en-GB")} of {capabilities.length.toLocaleString("en-GB")}
          </span>
          <Button
            onClick={() =>
              onChange({
                q: "",
                states: [],
                teams: [],
                workstreams: [],
                milestone: "",
                changed: false,
              })
            }
            variant="ghost"
          >
            Clear
          </Button>
        </>
      )}
    </div>
  );
};
