"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import type { CriteriaEdit } from "@/lib/contract/criteria";
import { removeQualityGate, setQualityGate } from "@/lib/contract/gates";
import { requestFlip } from "@/lib/contract/requests";

type GateEdit = Extract<CriteriaEdit, { kind: "quality-gate" }>;

const write = async (program: string, { gate, version, definition }: GateEdit, reason: string) => {
  const place = { program, gate, version, reason };
  if (definition === null) await callOperation(removeQualityGate, place);
  else await callOperation(setQualityGate, { ...place, definition });
};

/**
 * Writes a gate's criteria at once, or asks for them in the protected environment where others have to approve.
 * What comes of it is the request, or nothing.
 */
export const useGateSaving = (program: string, asksIn: string | null, onSaved: () => void) => {
  const client = useQueryClient();
  const requestId = useRef(newUuid());
  return useMutation({
    mutationFn: async ({ edit, reason }: { edit: GateEdit; reason: string }) => {
      if (asksIn !== null) {
        return callOperation(requestFlip, {
          program,
          environment: asksIn,
          criteria: edit,
          reason,
          requestId: requestId.current,
        });
      }
      await write(program, edit, reason);
      return null;
    },
    onSuccess: async (request) => {
      await client.invalidateQueries({ queryKey: ["program", program] });
      if (request === null) onSaved();
    },
    onError: () => {
      requestId.current = newUuid();
    },
  });
};
