import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { programAddress } from "@/lib/client/program-address";
import type { ImportSummary } from "@/lib/contract/imports";
import { itemKinds } from "@/lib/domain/inventory";
import { kindWord } from "@/lib/domain/inventory-words";
import { type RegisterKind, registerKinds } from "@/lib/domain/registers";

/** Where a register is looked at; everything else is inventory. */
const registerPages: Readonly<Record<string, string>> = {
  "program-gate": "gates",
  milestone: "milestones",
  criterion: "milestones",
  decision: "decisions",
  budget: "budgets",
  "schedule-week": "sign-offs/batches",
  "review-guide": "sign-offs/batches",
} satisfies Record<RegisterKind, string>;

/** By kind, how many rows an import creates, changes and leaves alone. */
export const ImportCounts = ({
  program,
  summary,
  isApplied,
}: {
  program: string;
  summary: ImportSummary;
  isApplied: boolean;
}) => {
  const { creates, changes, unchanged } = summary;
  const kinds = [...itemKinds, ...registerKinds].filter(
    (kind) => (creates[kind] ?? 0) + (changes[kind] ?? 0) + (unchanged[kind] ?? 0) > 0,
  );
  return (
    <Panel flush title={isApplied ? "What it did" : "What it would do"}>
      <TableFrame className="rounded-t-none border-x-0 border-b-0" label="Rows by kind">
        <TableHead>
          <tr>
            <HeadCell className="pl-4" pin>
              Kind
            </HeadCell>
            <HeadCell numeric>{isApplied ? "Created" : "Create"}</HeadCell>
            <HeadCell numeric>{isApplied ? "Changed" : "Change"}</HeadCell>
            <HeadCell className="pr-4" numeric>
              {isApplied ? "Left alone" : "Leave alone"}
            </HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {kinds.map((kind) => (
            <Row key={kind}>
              <Cell className="pl-4" pin>
                {isApplied ? (
                  <Link
                    className="hover:underline"
                    href={
                      registerPages[kind]
                        ? programAddress(program, registerPages[kind])
                        : programAddress(program, "inventory", { kind })
                    }
                    prefetch={false}
                  >
                    {kindWord(kind, 2)}
                  </Link>
                ) : (
                  kindWord(kind, 2)
                )}
              </Cell>
              <Figure count={creates[kind]} />
              <Figure count={changes[kind]} />
              <Figure count={unchanged[kind]} last />
            </Row>
          ))}
        </tbody>
      </TableFrame>
      {summary.unnamed > 0 && (
        <p className="border-line-soft border-t px-4 py-2 text-ink-2">
          {summary.unnamed.toLocaleString("en-GB")}{" "}
          {summary.unnamed === 1 ? "row of the program is" : "rows of the program are"} not named by
          these files and stay as they are.
        </p>
      )}
    </Panel>
  );
};

const Figure = ({ count = 0, last = false }: { count?: number; last?: boolean }) => (
  <Cell className={last ? "pr-4" : undefined} numeric>
    {count === 0 ? (
      <span className="text-ink-3">–</span>
    ) : (
      <span className="font-strong text-ink">{count.toLocaleString("en-GB")}</span>
    )}
  </Cell>
);

/** Routes of the sources by one of their words, the largest first. */
export const RouteCounts = ({
  title,
  counts,
  rowsOf,
}: {
  title: string;
  counts: Readonly<Record<string, number>>;
  /** The address of a word's rows, once they are in the program. */
  rowsOf?: (name: string) => string;
}) => {
  const rows = Object.entries(counts).sort(
    ([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1),
  );
  const most = rows[0]?.[1] ?? 1;
  if (rows.length === 0) return null;
  return (
    <Panel title={title}>
      <ul className="flex max-h-72 flex-col gap-1 overflow-y-auto">
        {rows.map(([name, count]) => (
          <li className="flex items-center gap-3" key={name}>
            <span className="w-28 shrink-0 truncate" title={name}>
              {rowsOf ? (
                <Link className="hover:underline" href={rowsOf(name)} prefetch={false}>
                  {name}
                </Link>
              ) : (
                name
              )}
            </span>
            <span className="flex-1">
              <span
                className="block h-1.5 min-w-0.5 rounded-full bg-ink-3"
                style={{ width: `${(100 * count) / most}%` }}
              />
            </span>
            <span className="w-14 text-right text-ink-2">{count.toLocaleString("en-GB")}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
