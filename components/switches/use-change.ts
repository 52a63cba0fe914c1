"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { switchesQuery } from "@/lib/client/switch-queries";
import { useSettled } from "@/lib/client/use-settled";
import type { RequestView } from "@/lib/contract/requests";
import {
  type ChangeAnswer,
  type ChangeView,
  changeSwitches,
  liftForce,
} from "@/lib/contract/switches";

export type SwitchEdit = ChangeView["undo"][number];

export type ChangePlace = { readonly program: string; readonly environment: string };

/** What is asked of an environment's switches: rules, an earlier version, or the end of a force. */
export type AskedChange =
  | { readonly rules: readonly SwitchEdit[] }
  | { readonly restore: { readonly version: number } }
  | {
      readonly lift: {
        readonly scope: "program" | "family" | "capability";
        readonly key?: string;
      };
    };

/** How it is made: at once, or as a request that others approve, or that waits for its time. */
export type HowMade =
  | { readonly kind: "now" }
  | { readonly kind: "ask"; readonly applyAt: string | null };

export type Made =
  | { readonly kind: "change"; readonly answer: ChangeAnswer }
  | { readonly kind: "request"; readonly request: RequestView };

/** What its maker says beside the change itself. */
type Said = {
  readonly reason: string;
  readonly acknowledgeLosses: string[];
  /** Why interlocks are passed over; `null` where they are not. */
  readonly breakGlass: string | null;
};

const sent = (asked: AskedChange) => ("rules" in asked ? { rules: [...asked.rules] } : asked);

/** What a change would do, without making it. */
export const changePreview = (place: ChangePlace, asked: AskedChange, signal: AbortSignal) =>
  "lift" in asked
    ? callOperation(liftForce, { ...place, ...asked.lift, dryRun: true }, { signal })
    : callOperation(changeSwitches, { ...place, ...sent(asked), dryRun: true }, { signal });

const make = async (
  place: ChangePlace,
  asked: AskedChange,
  how: HowMade,
  more: Said & { changeId: string; expectedVersion?: number },
): Promise<Made> => {
  const { reason, changeId, acknowledgeLosses, breakGlass, expectedVersion } = more;
  const broken = breakGlass === null ? {} : { breakGlass: { reason: breakGlass } };
  if (how.kind === "ask") {
    // The contract of requests is fetched when one is made.
    const { requestFlip } = await import("@/lib/contract/requests");
    const request = await callOperation(requestFlip, {
      ...place,
      ...sent(asked),
      reason,
      requestId: changeId,
      ...(how.applyAt ? { applyAt: how.applyAt } : {}),
    });
    return { kind: "request", request };
  }
  const answer =
    "lift" in asked
      ? await callOperation(liftForce, { ...place, ...asked.lift, reason, changeId, ...broken })
      : await callOperation(changeSwitches, {
          ...place,
          ...sent(asked),
          reason,
          changeId,
          acknowledgeLosses,
          ...broken,
          ...(expectedVersion === undefined ? {} : { expectedVersion }),
        });
  return { kind: "change", answer };
};

/**
 * A change on its way: what it would do, and making it. What was reckoned stays as it was seen until it is asked
 * for again, so that nobody flips what they have not seen; `isBehind` says that the environment went on meanwhile.
 */
export const useChange = (place: ChangePlace, change: AskedChange | null) => {
  const client = useQueryClient();
  const asked = JSON.stringify(change);
  const settled = useSettled(asked, 250);
  const attempt = useRef({ asked: "", changeId: "" });
  const preview = useQuery({
    // Not one of the program's live queries: it must not move under the reader's hand.
    queryKey: ["change-preview", place.program, place.environment, settled],
    queryFn: ({ signal }) => changePreview(place, JSON.parse(settled) as AskedChange, signal),
    enabled: change !== null && settled !== "null",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const isCurrent = settled === asked && !preview.isPlaceholderData && !preview.isFetching;
  const seen = change !== null && isCurrent ? preview.data : undefined;
  const version = useQuery(switchesQuery(place.program, place.environment)).data?.version;
  const making = useMutation({
    mutationFn: ({ how, ...said }: Said & { how: HowMade }) => {
      if (change === null) throw new Error("Nothing is asked for.");
      // The same request keeps its id, so that a retry after a lost answer is not a second change.
      const attempted = `${asked} ${JSON.stringify(how)}`;
      if (attempt.current.asked !== attempted) {
        attempt.current = { asked: attempted, changeId: newUuid() };
      }
      const { changeId } = attempt.current;
      const seenVersion = seen?.effect.kind === "flip" ? { expectedVersion: seen.version } : {};
      return make(place, change, how, { ...said, changeId, ...seenVersion });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["program", place.program] }),
  });
  return {
    /** What is asked would do; the last one's while the new is reckoned. */
    effect: change === null ? undefined : preview.data?.effect,
    /** What exactly this would do, once that is known. */
    seen: seen?.effect,
    version: seen?.version,
    isReckoning: change !== null && !isCurrent,
    fault: preview.error ? problemOf(preview.error) : null,
    isBehind: seen !== undefined && version !== undefined && version > seen.version,
    making,
    lookAgain: () => {
      making.reset();
      void preview.refetch();
    },
  };
};
