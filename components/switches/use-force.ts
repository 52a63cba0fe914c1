"use client";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deliveryWords } from "@/components/switches/change-words";
import { forceScopeWords } from "@/components/switches/force-words";
import { lossesOf } from "@/components/switches/losses-of";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { deliveryQuery } from "@/lib/client/switch-queries";
import { forceLegacy } from "@/lib/contract/switches";

type Asked = {
  readonly environment: string;
  readonly scope: "program" | "family" | "capability";
  readonly key: string | null;
  readonly minutes: number | null;
};

/** What a force would bring back, and what legacy would lose. It is help: a force never waits for it. */
export const forcePreviewQuery = (
  program: string,
  { environment, scope, key }: Pick<Asked, "environment" | "scope" | "key">,
) =>
  queryOptions({
    queryKey: ["force-preview", program, environment, scope, key],
    queryFn: ({ signal }) =>
      callOperation(
        forceLegacy,
        { program, environment, scope, ...(key === null ? {} : { key }), dryRun: true },
        { signal },
      ),
    enabled: scope === "program" || key !== null,
    gcTime: 0,
  });

/**
 * Forces legacy. The same scope asked for again is the same change, so that a retry after a lost answer forces once.
 * `refusedLosses` are those that the last attempt was refused for, where the preview did not tell them.
 */
export const useForce = (
  { key: program, owners }: { key: string; owners: { legacy: string } },
  onDone: () => void,
) => {
  const client = useQueryClient();
  const say = useToast();
  const [changeIds] = useState(() => new Map<string, string>());
  const forcing = useMutation({
    mutationFn: async (input: Asked & { name: string; reason: string; losses: string[] }) => {
      const { environment, scope, key, minutes, reason, losses } = input;
      const asked = `${environment} ${scope} ${key}`;
      const changeId = changeIds.get(asked) ?? newUuid();
      changeIds.set(asked, changeId);
      return callOperation(forceLegacy, {
        program,
        environment,
        scope,
        ...(key === null ? {} : { key }),
        ...(minutes === null
          ? {}
          : { until: new Date(Date.now() + minutes * 60_000).toISOString() }),
        reason,
        changeId,
        acknowledgeLosses: losses,
      });
    },
    onSuccess: async ({ version, repeated }, { environment, name, ...force }) => {
      onDone();
      await client.invalidateQueries({ queryKey: ["program", program] });
      const delivery = await client
        .fetchQuery({ ...deliveryQuery(program, environment), staleTime: 0 })
        .catch(() => null);
      say({
        title: `${owners.legacy} is forced for ${forceScopeWords(force)} in ${name}`,
        detail: repeated
          ? `It was forced already in version ${version}.`
          : `Version ${version}${delivery ? ` · ${deliveryWords(delivery)}` : ""}`,
        tone: "green",
      });
    },
  });
  const refusedLosses = lossesOf(forcing.error);
  return {
    force: forcing.mutate,
    isForcing: forcing.isPending,
    refusedLosses,
    problem: forcing.error && refusedLosses.length === 0 ? problemOf(forcing.error) : null,
    forget: forcing.reset,
  };
};
