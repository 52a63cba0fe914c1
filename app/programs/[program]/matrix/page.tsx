import type { Metadata } from "next";
import { MatrixView } from "@/components/matrix/matrix-view";
import { matrixInput } from "@/lib/client/matrix-queries";
import { readMatrixState } from "@/lib/client/matrix-state";
import { readForPage } from "@/lib/server/http";
import { readMatrix } from "@/lib/server/queries/read-matrix";

export const metadata: Metadata = { title: "Cutover matrix" };

type Props = {
  params: Promise<{ program: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function MatrixPage({ params, searchParams }: Props) {
  const { program } = await params;
  const search = await searchParams;
  const state = readMatrixState({
    get: (name) => {
      const value = search[name];
      return Array.isArray(value) ? value.join(",") : (value ?? null);
    },
  });
  const answer = await readForPage(readMatrix, matrixInput(program, state));
  return <MatrixView initial={{ state, answer }} program={program} />;
}
