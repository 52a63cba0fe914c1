import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramOverview } from "@/lib/contract/overview";
import { itemKinds, type VerificationState } from "@/lib/domain/inventory";
import { countWords, verificationWords } from "@/lib/domain/inventory-words";

/** From done to open, as the bar shows them: solid is proven, striped and hollow are not. */
const fills: readonly (readonly [VerificationState, string])[] = [
  ["verified", "bg-pass"],
  [
    "verified-source-anchored",
    "bg-[repeating-linear-gradient(115deg,var(--pass)_0_3px,var(--pass-soft)_3px_6px)]",
  ],
  [
    "source-anchored-needs-review",
    "bg-[repeating-linear-gradient(115deg,var(--unknown)_0_2px,var(--off-soft)_2px_6px)]",
  ],
  ["needs-triage", "bg-waived"],
  ["planned", "bg-line"],
  ["retired-approved", "bg-off"],
];

/** How far the rows are on the verification ladder, a bar for each kind; every figure leads to its rows. */
export const VerificationPanel = ({
  program,
  verification,
}: {
  program: string;
  verification: ProgramOverview["verification"];
}) => {
  const countOf = (kind: string, state: string): number =>
    verification.find((row) => row.kind === kind && row.state === state)?.count ?? 0;
  const kinds = itemKinds
    .map((kind) => ({
      kind,
      total: fills.reduce((sum, [state]) => sum + countOf(kind, state), 0),
    }))
    .filter(({ total }) => total > 0);
  const shown = fills.filter(([state]) => kinds.some(({ kind }) => countOf(kind, state) > 0));
  return (
    <Panel title="Verification">
      <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1">
        {shown.map(([state, fill]) => (
          <li key={state}>
            <Link
              prefetch={false}
              className="inline-flex items-center gap-1.5 text-ink-2 hover:underline"
              href={programAddress(program, "inventory", { verification: state })}
            >
              <i aria-hidden="true" className={`size-2.5 rounded-sm ${fill}`} />
              {verificationWords(state)}{" "}
              {verification
                .filter((row) => row.state === state)
                .reduce((sum, { count }) => sum + count, 0)
                .toLocaleString("en-GB")}
            </Link>
          </li>
        ))}
      </ul>
      <ul className="flex flex-col gap-2">
        {kinds.map(({ kind, total }) => (
          <li className="flex items-center gap-3" key={kind}>
            <Link
              prefetch={false}
              className="w-36 shrink-0 truncate text-ink-2 hover:underline"
              href={programAddress(program, "inventory", { kind })}
            >
              {countWords(total, kind)}
            </Link>
            <span className="flex h-2 min-w-0 flex-1 gap-px overflow-hidden rounded-full">
              {shown.map(([state, fill]) => {
                const count = countOf(kind, state);
                const says = `${verificationWords(state)}: ${countWords(count, kind)}`;
                return count === 0 ? null : (
                  <Link
                    prefetch={false}
                    aria-label={says}
                    className={`min-w-1 ${fill}`}
                    href={programAddress(program, "inventory", { kind, verification: state })}
                    key={state}
                    style={{ flexGrow: count }}
                    title={says}
                  />
                );
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
