import Link from "next/link";
import { OwnerShareBar } from "@/components/switches/owner-share-bar";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramReadiness } from "@/lib/contract/overview";
import type { ProgramSummary } from "@/lib/contract/programs";

const compact = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

/** Who answered in the last hour, as upstreams counted it. */
export const AnsweringPanel = ({
  program,
  traffic,
}: {
  program: Pick<ProgramSummary, "key" | "owners">;
  traffic: NonNullable<ProgramReadiness["traffic"]>;
}) => {
  const { environment, capabilities, disagreeing } = traffic;
  const address = programAddress(program.key, "clients", { environment, tab: "traffic" });
  return (
    <Panel title={`Who answers, ${environment}, last hour`}>
      <ul className="flex flex-col">
        {capabilities.map(({ key, name, legacy, target, other }) => (
          <li
            className="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)_3.5rem] items-center gap-3 py-1"
            key={key}
          >
            <Link className="truncate hover:underline" href={address} prefetch={false}>
              {name}
            </Link>
            <OwnerShareBar
              canary={0}
              className="w-full"
              legacy={legacy}
              target={target}
              words={program.owners}
            />
            <span className="text-right text-ink-2">
              {compact.format(legacy + target + other).toLowerCase()}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-2 text-sm">
        {disagreeing === 0 ? (
          "What was counted agrees with the switches."
        ) : (
          <Link className="text-fail hover:underline" href={address} prefetch={false}>
            {disagreeing} {disagreeing === 1 ? "route disagrees" : "routes disagree"} with the
            switches
          </Link>
        )}
      </p>
    </Panel>
  );
};
