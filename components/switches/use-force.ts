"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
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

/**
 * Forces legacy. The same scope asked for again is the same change, so that a retry after a lost answer forces once.
 * `losses` are those that the last attempt was refused for: they are acknowledged with the next one.
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
  const losses = lossesOf(forcing.error);
  return {
    force: forcing.mutate,
    isForcing: forcing.isPending,
    losses,
    problem: forcing.error && losses.length === 0 ? problemOf(forcing.error) : null,
    forget: forcing.reset,
  };
};
