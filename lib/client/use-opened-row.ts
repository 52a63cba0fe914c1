"use client";
import { useEffect } from "react";
import { callOperation } from "@/lib/client/call-operation";
import type { SignOffRow } from "@/lib/contract/sign-offs";

/** Milliseconds that a row is in sight before it counts as opened: paging past it with `j` does not. */
const lookedAtMs = 800;

const told = new Set<string>();

/** Tells the record that its reader opened a row as it is shown now. */
export const tellOpened = async (
  program: string,
  { kind, key, digest }: Pick<SignOffRow, "kind" | "key" | "digest">,
): Promise<void> => {
  const name = `${program} ${kind} ${key} ${digest}`;
  if (told.has(name)) return;
  const { openSignOff } = await import("@/lib/contract/sign-offs");
  await callOperation(openSignOff, { program, kind, key, digest });
  told.add(name);
};

/** A row that is kept in sight is opened; `null` where nothing is, or where its reader may not sign it. */
export const useOpenedRow = (program: string, row: SignOffRow | null): void => {
  useEffect(() => {
    if (!row) return;
    const timer = setTimeout(() => {
      // What is not recorded is asked for again where a sample demands it.
      tellOpened(program, row).catch(() => undefined);
    }, lookedAtMs);
    return () => clearTimeout(timer);
  }, [program, row]);
};
