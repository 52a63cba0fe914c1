import Link from "next/link";
import type { nextGates } from "@/components/matrix/next-gates";
import { Mark } from "@/components/ui/mark";
import { programAddress } from "@/lib/client/program-address";

const kinds = {
  fail: "fail",
  unknown: "unknown",
  waived: "waived",
  pass: "pass",
  "not-applicable": "none",
} as const;

/** How many gates of a capability hold before its next step, with the worst of them; the way to the board. */
export const GatesMark = ({
  gates: { holds, of, worst, says },
  program,
  environment,
  capability,
  title,
}: {
  gates: NonNullable<ReturnType<typeof nextGates>>;
  program: string;
  environment: { readonly key: string; readonly name: string };
  capability: string;
  title: string;
}) => (
  <Link
    aria-label={`${says} of ${title} in ${environment.name}`}
    className="ml-auto flex shrink-0 items-center gap-1 rounded-sm text-ink-3 text-sm hover:text-ink"
    href={programAddress(program, "gates", { environment: environment.key, q: capability })}
    prefetch={false}
    title={says}
  >
    {holds}/{of}
    <Mark kind={kinds[worst]} label={worst} />
  </Link>
);
