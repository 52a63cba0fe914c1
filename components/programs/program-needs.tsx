import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { programAddress } from "@/lib/client/program-address";
import type { ListedProgram } from "@/lib/contract/programs";
import { countsWords } from "@/lib/domain/inventory-words";

const link = "hover:underline";

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

/** What holds a program up, each with the page that lists it. */
const heldUp = ({ blockersOpen, gatesBlocked, decisionsLate }: ListedProgram["waiting"]) =>
  [
    { page: "blockers", count: blockersOpen, says: plural(blockersOpen, "blocker", "blockers") },
    {
      page: "gates",
      count: gatesBlocked,
      says: `${plural(gatesBlocked, "gate", "gates")} blocked`,
    },
    {
      page: "decisions",
      count: decisionsLate,
      says: plural(decisionsLate, "decision is late", "decisions are late"),
    },
  ].filter(({ count }) => count > 0);

/** What a program holds and what of it waits for somebody. */
export const ProgramNeeds = ({ program }: { program: ListedProgram }) => {
  const { counts, environments, waiting, status } = program;
  const held = heldUp(waiting);
  const items = Object.values(counts.items).reduce((sum, count) => sum + count, 0);
  const forced = environments.filter(({ force }) => force.length > 0);
  const tracked = countsWords({ route: counts.routes, worker: counts.workers });
  return (
    <ul className="flex min-w-0 flex-col gap-1 text-ink-2 rail:pt-1">
      {forced.map((environment) => (
        <li className="flex items-start gap-1.5 font-strong text-fail" key={environment.key}>
          <span className="mt-0.5">
            <Icon name="warning" size={14} />
          </span>
          <Link
            prefetch={false}
            className={link}
            href={programAddress(program.key, "switches", { environment: environment.key })}
          >
            {environment.force.some(({ scope }) => scope === "program")
              ? `Forced to ${program.owners.legacy} in ${environment.name}`
              : `Partly forced to ${program.owners.legacy} in ${environment.name}`}
          </Link>
        </li>
      ))}
      {status === "active" &&
        held.map(({ page, says }) => (
          <li className="font-medium text-fail" key={page}>
            <Link className={link} href={programAddress(program.key, page)} prefetch={false}>
              {says}
            </Link>
          </li>
        ))}
      <li>
        {items === 0 ? (
          <Link prefetch={false} className={link} href={programAddress(program.key)}>
            Empty: bring its inventory
          </Link>
        ) : (
          <Link prefetch={false} className={link} href={programAddress(program.key, "inventory")}>
            {tracked || countsWords(counts.items)}
          </Link>
        )}
      </li>
      {counts.capabilities > 0 && (
        <li>
          <Link prefetch={false} className={link} href={programAddress(program.key, "matrix")}>
            {counts.capabilities.toLocaleString("en-GB")}{" "}
            {counts.capabilities === 1 ? "capability" : "capabilities"}
          </Link>
        </li>
      )}
      {items > 0 && (
        <li>
          <Link
            prefetch={false}
            className={link}
            href={programAddress(program.key, "inventory", { verification: "verified" })}
          >
            {counts.verified.toLocaleString("en-GB")} of {items.toLocaleString("en-GB")} verified
          </Link>
        </li>
      )}
      {counts.findings > 0 && (
        <li>
          <Link
            prefetch={false}
            className={link}
            href={programAddress(program.key, "inventory", { tab: "findings" })}
          >
            {counts.findings.toLocaleString("en-GB")}{" "}
            {counts.findings === 1 ? "finding needs" : "findings need"} a decision
          </Link>
        </li>
      )}
    </ul>
  );
};
