"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import type { RequestedChange } from "@/lib/contract/requests";

type Offer = { readonly environment: string; readonly request: RequestedChange };

/** The request that a refusal says would do it; `null` for any other refusal. */
const offerOf = (error: unknown): Offer | null => {
  const { code, facts } = problemOf(error);
  if (code !== "needs-request") return null;
  const { environment, request } = facts;
  return typeof environment === "string" && typeof request === "object" && request !== null
    ? { environment, request: request as RequestedChange }
    : null;
};

/**
 * Writes criteria at once where that is allowed. Where others have to approve the refusal's `offer` says with
 * what to ask for it, and `asking` does.
 */
export const useCriteriaSaving = <Answer>(
  program: string,
  write: (reason: string) => Promise<Answer>,
  onSaved: () => void,
) => {
  const client = useQueryClient();
  const requestId = useRef(newUuid());
  const readAgain = () => client.invalidateQueries({ queryKey: ["program", program] });
  const saving = useMutation({
    mutationFn: write,
    onSuccess: async () => {
      await readAgain();
      onSaved();
    },
  });
  const offer = saving.error ? offerOf(saving.error) : null;
  const asking = useMutation({
    mutationFn: async (reason: string) => {
      if (!offer) throw new Error("Nothing was offered.");
      const { requestFlip } = await import("@/lib/contract/requests");
      return callOperation(requestFlip, {
        program,
        environment: offer.environment,
        ...offer.request,
        reason,
        requestId: requestId.current,
      });
    },
    onSuccess: readAgain,
    onError: () => {
      requestId.current = newUuid();
    },
  });
  return { saving, asking, offer };
};
