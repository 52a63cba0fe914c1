import { allOf, sharesWords } from "@/components/clients/traffic-words";
import type { Owners } from "@/components/switches/change-words";
import { OwnerShareBar } from "@/components/switches/owner-share-bar";
import type { TrafficAnswer } from "@/lib/client/client-queries";

/** Who handled it, as counted at the upstreams' side; the word where nobody counted. */
export const ObservedCell = ({
  counts,
  owners,
}: {
  counts: TrafficAnswer["totals"]["observed"];
  owners: Owners;
}) => {
  const shares = sharesWords(counts, owners);
  if (shares === null) return <span className="text-ink-3">unobserved</span>;
  return (
    <span className="flex items-center gap-2">
      <OwnerShareBar canary={0} legacy={counts.legacy} target={counts.target} words={owners} />
      <span>{shares}</span>
      <span className="text-ink-3">of {allOf(counts).toLocaleString("en-GB")}</span>
    </span>
  );
};
