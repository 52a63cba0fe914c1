import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramOverview } from "@/lib/contract/overview";
import type { ProgramSummary } from "@/lib/contract/programs";
import { findingWords } from "@/lib/domain/finding-words";

/** Forces that are on, and what the sources of the inventory leave open. */
export const DecisionPanel = ({
  program,
  findings,
}: {
  program: ProgramSummary;
  findings: ProgramOverview["findings"];
}) => {
  const forced = program.environments.filter(({ force }) => force.length > 0);
  return (
    <Panel flush title="Left open by the sources">
      <ul>
        {forced.map((environment) => (
          <li className="border-line-soft border-t" key={environment.key}>
            <Link
              prefetch={false}
              className="flex items-start gap-2 px-4 py-2 hover:bg-line-soft"
              href={programAddress(program.key, "switches", { environment: environment.key })}
            >
              <span className="mt-0.5 text-fail">
                <Icon name="warning" size={14} />
              </span>
              <span className="flex-1 font-strong text-fail">
                {program.owners.legacy} is forced in {environment.name}: lift it or keep it
              </span>
            </Link>
          </li>
        ))}
        {findings.map(({ code, count }) => (
          <li className="border-line-soft border-t" key={code}>
            <Link
              prefetch={false}
              className="flex items-baseline gap-3 px-4 py-1.75 hover:bg-line-soft"
              href={programAddress(program.key, "inventory", { tab: "findings", code })}
            >
              <span className="flex-1">{findingWords(code).title}</span>
              <span className="font-strong text-ink-2">{count.toLocaleString("en-GB")}</span>
            </Link>
          </li>
        ))}
        {forced.length + findings.length === 0 && (
          <li className="border-line-soft border-t px-4 py-3 text-ink-2">
            Nothing: no force is on, and the last import left nothing open.
          </li>
        )}
      </ul>
    </Panel>
  );
};
