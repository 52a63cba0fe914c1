import { callOperation } from "@/lib/client/call-operation";
import { type SignOffRow, signOff } from "@/lib/contract/sign-offs";

/** So many rows a request: each is written in a moment, so that no flip waits for a long list. */
const chunk = 100;

export type Signed = {
  readonly signed: readonly { readonly kind: string; readonly key: string }[];
  readonly refused: readonly {
    readonly kind: string;
    readonly key: string;
    readonly says: string;
  }[];
};

/**
 * Signs rows as they were shown, some at a time. In: the program, the rows, what the signature means,
 * and who is told how many are done. Out: which were signed and which were refused, with the reason.
 * A chunk that fails throws; what was signed before it stays signed, and asking again goes on from there.
 */
export const signRows = async (
  program: string,
  rows: readonly SignOffRow[],
  meaning: "reviewed" | "approved" | "responsible",
  onProgress: (done: number) => void,
): Promise<Signed> => {
  const signed: Signed["signed"][number][] = [];
  const refused: Signed["refused"][number][] = [];
  for (let at = 0; at < rows.length; at += chunk) {
    const subjects = rows
      .slice(at, at + chunk)
      .map(({ kind, key, digest }) => ({ kind, key, digest }));
    const answer = await callOperation(signOff, { program, subjects, meaning });
    signed.push(...answer.signed);
    refused.push(...answer.refused);
    onProgress(Math.min(rows.length, at + chunk));
  }
  return { signed, refused };
};
