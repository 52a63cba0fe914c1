"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { switchesQuery } from "@/lib/client/switch-queries";
import { useSettled } from "@/lib/client/use-settled";
import { type ChangeView, changeSwitches } from "@/lib/contract/switches";

export type SwitchEdit = ChangeView["undo"][number];

export type ChangePlace = { readonly program: string; readonly environment: string };

/**
 * A change on its way: what it would do, and making it. What was reckoned stays as it was seen until it is asked
 * for again, so that nobody flips what they have not seen; `isBehind` says that the environment went on meanwhile.
 */
export const useChange = (place: ChangePlace, rules: readonly SwitchEdit[] | null) => {
  const client = useQueryClient();
  const asked = JSON.stringify(rules);
  const settled = useSettled(asked, 250);
  const attempt = useRef({ asked: "", changeId: "" });
  const preview = useQuery({
    // Not one of the program's live queries: it must not move under the reader's hand.
    queryKey: ["change-preview", place.program, place.environment, settled],
    queryFn: ({ signal }) =>
      callOperation(
        changeSwitches,
        { ...place, rules: JSON.parse(settled) as SwitchEdit[], dryRun: true },
        { signal },
      ),
    enabled: rules !== null && settled !== "null",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const isCurrent = settled === asked && !preview.isPlaceholderData && !preview.isFetching;
  const seen = rules !== null && isCurrent ? preview.data : undefined;
  const version = useQuery(switchesQuery(place.program, place.environment)).data?.version;
  const making = useMutation({
    mutationFn: (reason: string) => {
      // The same request keeps its id, so that a retry after a lost answer is not a second change.
      if (attempt.current.asked !== asked) attempt.current = { asked, changeId: newUuid() };
      return callOperation(changeSwitches, {
        ...place,
        rules: [...(rules ?? [])],
        reason,
        changeId: attempt.current.changeId,
        ...(seen?.effect.kind === "flip" ? { expectedVersion: seen.version } : {}),
      });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["program", place.program] }),
  });
  return {
    /** What the rules would do; the last ones' while the new are reckoned. */
    effect: rules === null ? undefined : preview.data?.effect,
    /** What exactly these rules would do, once that is known. */
    seen: seen?.effect,
    version: seen?.version,
    isReckoning: rules !== null && !isCurrent,
    fault: preview.error ? problemOf(preview.error) : null,
    isBehind: seen !== undefined && version !== undefined && version > seen.version,
    making,
    lookAgain: () => {
      making.reset();
      void preview.refetch();
    },
  };
};
