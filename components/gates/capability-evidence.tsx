import Link from "next/link";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { CapabilityDetail } from "@/lib/contract/capability";

const marks = { pass: "pass", fail: "fail", inconclusive: "unknown" } as const;
const latestAtMost = 4;

type Evidence = CapabilityDetail["evidence"][number];

const byKind = (evidence: readonly Evidence[]): [string, Evidence[]][] => {
  const kinds = new Map<string, Evidence[]>();
  for (const each of evidence) {
    const known = kinds.get(each.kind);
    if (known) known.push(each);
    else kinds.set(each.kind, [each]);
  }
  return [...kinds].sort(([one], [other]) => (one < other ? -1 : 1));
};

/** What was reported about a capability, by kind, what counts still first. */
export const CapabilityEvidence = ({
  detail,
  environment,
}: {
  detail: CapabilityDetail;
  environment: string;
}) => {
  const here = detail.evidence.filter(
    (each) => each.environment === null || each.environment === environment,
  );
  if (here.length === 0) {
    return (
      <p className="text-ink-2">
        Nothing was reported about it in {environment}. CI reports with{" "}
        <span className="mono">signalbox evidence push</span>.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3.5">
      {byKind(here).map(([kind, all]) => {
        const counts = all.filter((each) => each.supersededBy === null);
        const older = all.length - counts.length;
        return (
          <section key={kind}>
            <h3 className="font-strong">
              {kind}{" "}
              <span className="font-normal text-ink-3">
                {counts.length}
                {older > 0 && `, ${older} superseded`}
              </span>
            </h3>
            <ul className="mt-1 flex flex-col gap-1">
              {counts.slice(0, latestAtMost).map((each) => (
                <li className="flex items-start gap-2" key={each.id}>
                  <Mark kind={marks[each.outcome]} label={each.outcome} />
                  <span className="min-w-0 flex-1 wrap-anywhere">
                    <Link
                      className="hover:underline"
                      href={programAddress(detail.program, `evidence/${each.id}`)}
                      prefetch={false}
                    >
                      {each.says}
                    </Link>{" "}
                    <span className="text-ink-2">
                      {each.side && detail.owners[each.side]}
                      {each.commit && <span className="mono"> {each.commit.slice(0, 8)}</span>}
                    </span>
                  </span>
                  <span className="text-ink-3 text-sm">
                    <Time iso={each.collectedAt} />
                  </span>
                </li>
              ))}
              {counts.length > latestAtMost && (
                <li className="text-ink-2">and {counts.length - latestAtMost} more</li>
              )}
            </ul>
          </section>
        );
      })}
    </div>
  );
};
