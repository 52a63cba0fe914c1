import Link from "next/link";
import type { SideWords } from "@/components/evidence/evidence-table";
import { RunCell } from "@/components/evidence/run-cell";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { itemAddress } from "@/lib/client/program-address";
import type { TestRow } from "@/lib/contract/tests";
import { testRoleWords } from "@/lib/domain/inventory-words";

const rowsShown = 2;

const Rows = ({ program, row }: { program: string; row: TestRow }) => (
  <span className="inline-flex items-center gap-1.5">
    {row.items.slice(0, rowsShown).map(({ kind, key, title, role }) => (
      <Link
        className="mono hover:underline"
        href={itemAddress(program, kind, key)}
        key={`${kind} ${key} ${role}`}
        prefetch={false}
        title={role === "" ? title : `${title}: ${testRoleWords(role)}`}
      >
        {key}
      </Link>
    ))}
    {row.itemCount > rowsShown && (
      <span className="text-ink-3">and {row.itemCount - rowsShown} more</span>
    )}
  </span>
);

/** Traceability: contract tests, their rows, and their last runs on both sides. */
export const TestTable = ({
  program,
  owners,
  tests,
}: {
  program: string;
  owners: SideWords;
  tests: readonly TestRow[];
}) => (
  <TableFrame label="Contract tests">
    <TableHead>
      <tr>
        <HeadCell pin>Test</HeadCell>
        <HeadCell>Rows</HeadCell>
        <HeadCell>Owner</HeadCell>
        <HeadCell divide>{owners.legacy}</HeadCell>
        <HeadCell divide>{owners.target}</HeadCell>
        <HeadCell>Last passed on {owners.target}</HeadCell>
        <HeadCell>File</HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {tests.map((row) => (
        <Row key={row.test ?? row.items.map(({ kind, key }) => `${kind} ${key}`).join()}>
          <Cell className="mono" pin>
            {row.test ?? <span className="text-ink-3">names no test</span>}
          </Cell>
          <Cell>
            <Rows program={program} row={row} />
          </Cell>
          <Cell>{row.teams.join(", ") || <span className="text-ink-3">nobody</span>}</Cell>
          <Cell divide>
            <RunCell program={program} standing={row.legacy} />
          </Cell>
          <Cell divide>
            <RunCell program={program} standing={row.target} />
          </Cell>
          <Cell>
            <Time iso={row.target?.lastPassedAt ?? null} />
          </Cell>
          <Cell>
            <span className="mono block max-w-72 truncate">
              {row.target?.file ?? row.legacy?.file ?? ""}
            </span>
          </Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
