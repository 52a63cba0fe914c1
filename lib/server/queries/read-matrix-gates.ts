import { readMatrixGates as operation } from "@/lib/contract/matrix";
import { readMatrixTallies } from "@/lib/server/matrix/matrix-gates";
import { query } from "@/lib/server/query";

/** How the gates of every capability stand in every environment, for the matrix: as they were read last. */
export const readMatrixGates = query(
  { name: "read-matrix-gates", allow: "program:read", input: operation.input },
  async ({ db, program }) => ({ environments: await readMatrixTallies(db, program.id) }),
);
