import { waitsWords } from "@/components/sign-offs/sign-off-words";
import type { Whose } from "@/components/sign-offs/use-queue";
import { ChipChoice } from "@/components/ui/chip";
import { FilterChip } from "@/components/ui/filter-chip";
import { Kbd } from "@/components/ui/kbd";
import { SearchField } from "@/components/ui/search-field";

/** What narrows the queue, and the keys that go through it. */
export const QueueTools = ({
  whose,
  waits,
  q,
  total,
  maySign,
  hasReady,
  onWhose,
  onNarrow,
}: {
  whose: Whose;
  waits: readonly string[];
  q: string;
  total: number;
  maySign: boolean;
  /** Whether anything that is shown can be signed by its reader. */
  hasReady: boolean;
  onWhose: (whose: Whose) => void;
  onNarrow: (changes: Record<string, string | readonly string[] | null>) => void;
}) => (
  <div className="mb-2.5 flex flex-wrap items-center gap-2">
    <ChipChoice
      label="Whose"
      onChange={(value) => onWhose(value === "mine" ? "mine" : "all")}
      options={[
        { value: "mine", label: "My teams'" },
        { value: "all", label: "Everybody's" },
      ]}
      value={whose}
    />
    <FilterChip
      label="Waits"
      onChange={(chosen) => onNarrow({ waits: chosen })}
      options={Object.entries(waitsWords).map(([value, label]) => ({ value, label }))}
      selected={[...waits]}
    />
    <SearchField
      className="w-full sm:w-56"
      label="Find a row"
      onChange={(text) => onNarrow({ q: text })}
      value={q}
    />
    <span className="text-ink-2 tabular-nums">
      {total.toLocaleString("en-GB")} {total === 1 ? "row" : "rows"}
      {maySign && !hasReady && total > 0 && ", none of those shown ready for you to sign"}
    </span>
    <span className="ml-auto hidden items-center gap-1.5 text-ink-3 rail:flex">
      <Kbd>j</Kbd>
      <Kbd>k</Kbd> move
      {maySign && (
        <>
          {" "}
          <Kbd>x</Kbd> marks <Kbd>Enter</Kbd> signs
        </>
      )}
    </span>
  </div>
);
