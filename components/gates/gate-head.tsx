import Link from "next/link";
import { stepWords } from "@/components/gates/gate-words";
import { classNames } from "@/components/ui/class-names";
import type { GateBoard } from "@/lib/contract/gates";

type Gate = GateBoard["gates"][number];

const headSentence = ({ title, guards, isRequired, isDryRun, hasChanged }: Gate): string =>
  [
    `${title} guards ${stepWords[guards]}`,
    isRequired ? "required here" : "not required here",
    ...(isDryRun ? ["dry run: it does not bind"] : []),
    ...(hasChanged ? ["its criteria changed since the last review"] : []),
  ].join("; ");

/** The gates over their columns: slanted where there is room, upright on a phone. */
export const GateHeads = ({
  gates,
  program,
  environment,
}: {
  gates: readonly Gate[];
  program: string;
  environment: string;
}) => (
  // The ground is the row's: a head's own would cover the slanted one before it.
  <thead className="sticky top-0 z-20">
    <tr className="bg-rail">
      <th
        className="sticky left-0 z-10 h-28 bg-rail px-2.5 pb-2 text-left align-bottom font-medium text-ink-3 text-sm"
        scope="col"
      >
        <span className="block w-28 sm:w-52">Capability</span>
      </th>
      {gates.map((gate) => (
        <th className="relative h-28 p-0 font-normal" key={gate.key} scope="col">
          {/* The head itself takes no width: all columns are alike. */}
          <span className="block w-13 sm:w-17" />
          <Link
            className={classNames(
              "absolute bottom-2 inline-flex max-h-26 items-center gap-1 overflow-hidden text-ink-2 text-sm hover:text-ink hover:underline",
              "max-sm:left-4 max-sm:rotate-180 max-sm:[writing-mode:vertical-rl]",
              "sm:left-7 sm:h-4 sm:w-max sm:max-w-36 sm:origin-bottom-left sm:-rotate-40 sm:overflow-visible sm:whitespace-nowrap",
              gate.isDryRun && "italic",
              !gate.isRequired && "text-ink-3",
            )}
            href={`/programs/${program}/gates/criteria?environment=${encodeURIComponent(environment)}&gate=${encodeURIComponent(gate.key)}`}
            prefetch={false}
            title={headSentence(gate)}
          >
            <span className="truncate">{gate.title}</span>
            {gate.hasChanged && (
              <span className="rounded-sm bg-target-soft px-1 font-strong text-target text-xs not-italic">
                changed
              </span>
            )}
          </Link>
        </th>
      ))}
      {/* Room for the last slanted head. */}
      <td className="p-0">
        <span className="block w-4 sm:w-20" />
      </td>
    </tr>
  </thead>
);
