"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { MatrixLine } from "@/lib/client/matrix-layout";
import { type RowsOf, windowQuery, windowRows } from "@/lib/client/matrix-queries";
import type { MatrixState } from "@/lib/client/matrix-state";
import type { MatrixRow } from "@/lib/contract/matrix";

const rowsOf = (line: MatrixLine): RowsOf | null => {
  if (line.kind === "route") return { kind: "route", group: line.group.key };
  return line.kind === "worker" ? { kind: "worker" } : null;
};

/** Finds the row of a line among those that are already here; nothing for a group or a row on its way. */
export const useLoadedRow = (program: string, state: MatrixState) => {
  const client = useQueryClient();
  return useCallback(
    (line: MatrixLine): MatrixRow | undefined => {
      const of = rowsOf(line);
      if (of === null || !("at" in line)) return undefined;
      const { queryKey } = windowQuery(program, state, of, Math.floor(line.at / windowRows));
      return client.getQueryData(queryKey)?.rows[line.at % windowRows];
    },
    [client, program, state],
  );
};
