import Link from "next/link";
import { BudgetState } from "@/components/budgets/budget-state";
import { budgetAddress } from "@/components/budgets/budget-words";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { BudgetList } from "@/lib/contract/budgets";

/** Every budget with what it asks for, and how it reads in each environment. */
export const BudgetTable = ({ program, list }: { program: string; list: BudgetList }) => {
  const first = list.environments[0]?.key ?? "";
  return (
    <TableFrame label="Budgets">
      <TableHead>
        <tr>
          <HeadCell pin>Budget</HeadCell>
          {list.environments.map(({ key, name }) => (
            <HeadCell divide key={key}>
              {name}
            </HeadCell>
          ))}
          <HeadCell divide>May cost</HeadCell>
          <HeadCell>Owner</HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {list.budgets.map((budget) => (
          <Row key={budget.key}>
            <Cell pin>
              <div className="max-w-36 py-1.5 sm:max-w-56">
                <Link
                  className="mono wrap-anywhere font-strong hover:underline"
                  href={budgetAddress(program, budget.key, first)}
                  prefetch={false}
                >
                  {budget.key}
                </Link>
                <p className="whitespace-normal text-ink-2">{budget.surface}</p>
              </div>
            </Cell>
            {list.environments.map(({ key }) => {
              const reading = budget.readings.find(
                ({ environment }) => environment === key,
              )?.reading;
              return (
                <Cell divide key={key}>
                  {reading && (
                    <div className="min-w-64 max-w-md whitespace-normal py-1.5">
                      <Link
                        className="inline-flex items-center gap-2"
                        href={budgetAddress(program, budget.key, key)}
                        prefetch={false}
                      >
                        <BudgetState state={reading.state} />
                        <span className="sr-only">
                          {budget.key} in {key}
                        </span>
                        {reading.short && reading.state === "breached" && (
                          <span className="font-strong tabular-nums">{reading.short}</span>
                        )}
                      </Link>
                      <p className="mt-0.5 line-clamp-3 text-ink-2 text-sm" title={reading.because}>
                        {reading.because}
                      </p>
                      {reading.measuredAt && (
                        <p className="text-ink-3 text-sm">
                          measured <Time iso={reading.measuredAt} />
                        </p>
                      )}
                    </div>
                  )}
                </Cell>
              );
            })}
            <Cell divide>
              <ul className="min-w-52 whitespace-normal py-1.5">
                {budget.clauses.map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
                {budget.faults.map((fault) => (
                  <li className="text-fail" key={fault}>
                    {fault}
                  </li>
                ))}
              </ul>
            </Cell>
            <Cell>{budget.owner ?? <span className="text-ink-3">nobody is named</span>}</Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
  );
};
