import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listDeputies } from "@/lib/contract/deputies";
import type { listOwnedRows, OwnersOverview } from "@/lib/contract/owners";

// The contract is fetched when something is asked, as in switch-queries.
const contract = () => import("@/lib/contract/owners");

export type OwnedRowsAnswer = z.infer<typeof listOwnedRows.answer>;
export type DeputiesAnswer = z.infer<typeof listDeputies.answer>;

/** What narrows the list of rows with their owners; empty texts and lists narrow nothing. */
export type OwnedRowsFilter = {
  readonly team: string;
  readonly unowned: boolean;
  readonly kind: readonly string[];
  readonly q: string;
  readonly offset: number;
};

export const ownedRowsPage = 100;

/** Who owns how many rows of a program, with its rules. */
export const ownersQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "readOwners"],
    queryFn: async ({ signal }): Promise<OwnersOverview> =>
      callOperation((await contract()).readOwners, { program }, { signal }),
  });

/** A page of a program's rows with their owners. */
export const ownedRowsQuery = (program: string, filter: OwnedRowsFilter) =>
  queryOptions({
    queryKey: ["program", program, "listOwnedRows", filter],
    queryFn: async ({ signal }): Promise<OwnedRowsAnswer> =>
      callOperation(
        (await contract()).listOwnedRows,
        {
          program,
          ...(filter.unowned ? { unowned: true } : {}),
          ...(filter.team === "" ? {} : { team: filter.team }),
          ...(filter.kind.length > 0 ? { kind: [...filter.kind] } : {}),
          ...(filter.q === "" ? {} : { q: filter.q }),
          offset: filter.offset,
          limit: ownedRowsPage,
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

/** Who stands in for whom in a program. */
export const deputiesQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listDeputies"],
    queryFn: async ({ signal }): Promise<DeputiesAnswer> =>
      callOperation(
        (await import("@/lib/contract/deputies")).listDeputies,
        { program },
        { signal },
      ),
  });
