"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { isReady } from "@/components/sign-offs/sign-off-words";
import { keepMarks, takeMarks } from "@/lib/client/kept-marks";
import { type SignOffsAnswer, signOffsQuery } from "@/lib/client/sign-off-queries";
import type { BulkAsked } from "@/lib/client/sign-off-run-queries";
import { useSearchState } from "@/lib/client/use-search-state";
import type { SignOffRow } from "@/lib/contract/sign-offs";

export type Whose = "mine" | "all";

const nameOf = ({ kind, key }: { kind: string; key: string }): string => `${kind} ${key}`;

const subjectOf = (name: string): { kind: string; key: string } => {
  const cut = name.indexOf(" ");
  return { kind: name.slice(0, cut), key: name.slice(cut + 1) };
};

/**
 * The queue as its address narrows it, with the rows that are marked: marks survive paging, and are lost
 * when something else is looked at.
 */
export const useQueue = (
  program: string,
  { initial, whose: usual }: { initial: SignOffsAnswer; whose: Whose },
) => {
  const search = useSearchState();
  const whose: Whose = (search.text("whose") || usual) === "mine" ? "mine" : "all";
  const filter = {
    whose,
    batch: search.list("batch"),
    waits: search.list("waits"),
    q: search.text("q"),
    by: whose === "mine" ? ("batch" as const) : ("key" as const),
    offset: Number(search.text("from")) || 0,
  };
  const isPlain =
    whose === usual &&
    filter.batch.length + filter.waits.length + filter.q.length + filter.offset === 0;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...signOffsQuery(program, filter),
    ...(isPlain ? { initialData: initial } : {}),
  });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  // Whoever had to leave the page to prove who they are finds their marks again.
  useEffect(() => {
    const kept = takeMarks();
    if (kept.size > 0) setMarked(kept);
  }, []);
  const mark = (row: SignOffRow, isMarked: boolean): void =>
    setMarked((before) => {
      const after = new Set(before);
      if (isMarked && isReady(row)) after.add(nameOf(row));
      else after.delete(nameOf(row));
      return after;
    });
  const under: BulkAsked = {
    whose,
    ...(filter.batch.length > 0 ? { batch: filter.batch } : {}),
    ...(filter.waits.length > 0 ? { waits: filter.waits } : {}),
    ...(filter.q === "" ? {} : { q: filter.q }),
  };
  return {
    filter,
    answer: data,
    /** What was asked for is on its way, and what was shown before still stands. */
    isOld: isPlaceholderData,
    error,
    refetch,
    marked,
    isMarked: (row: SignOffRow): boolean => marked.has(nameOf(row)),
    mark,
    clearMarks: () => setMarked(new Set()),
    keepMarks: () => keepMarks([...marked]),
    markedRows: [...marked].map(subjectOf),
    /** What signing everything that is ready asks for. */
    under,
    narrow: (changes: Record<string, string | readonly string[] | null>): void => {
      setMarked(new Set());
      search.change({ ...changes, from: null });
    },
    showWhose: (value: Whose): void => {
      setMarked(new Set());
      search.change({ whose: value === usual ? null : value, from: null, batch: null });
    },
    move: (from: number): void => search.change({ from: from === 0 ? null : String(from) }),
  };
};
