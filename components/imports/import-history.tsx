"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type * as z from "zod";
import { ImportStatus } from "@/components/imports/import-status";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { programAddress } from "@/lib/client/program-address";
import type { listImports } from "@/lib/contract/imports";

const contract = () => import("@/lib/contract/imports");

/** Every import of the program, newest first. */
export const ImportHistory = ({
  program,
  first,
}: {
  program: string;
  first: z.infer<typeof listImports.answer>;
}) => {
  const { data, error, refetch } = useQuery({
    queryKey: [program, "listImports"],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listImports, { program }, { signal }),
    initialData: first,
  });
  if (error) return <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />;
  if (data.imports.length === 0) {
    return (
      <div className="rounded-xl border bg-panel">
        <EmptyState title="Nothing was imported yet">
          The inventory of an example program is loaded with it and is not an import.
        </EmptyState>
      </div>
    );
  }
  return (
    <TableFrame label="Imports">
      <TableHead>
        <tr>
          <HeadCell pin>When</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>By</HeadCell>
          <HeadCell numeric>Files</HeadCell>
          <HeadCell>What</HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {data.imports.map((each) => (
          <Row key={each.id}>
            <Cell pin>
              <Link
                prefetch={false}
                className="text-target hover:underline"
                href={programAddress(program, `imports/${each.id}`)}
              >
                <Time iso={each.createdAt} />
              </Link>
            </Cell>
            <Cell>
              <ImportStatus status={each.status} />
            </Cell>
            <Cell>{each.by}</Cell>
            <Cell numeric>{each.files}</Cell>
            <Cell>{each.says}</Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
  );
};
