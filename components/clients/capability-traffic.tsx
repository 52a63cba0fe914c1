import { ObservedCell } from "@/components/clients/observed-cell";
import { allOf, sharesWords } from "@/components/clients/traffic-words";
import type { Owners } from "@/components/switches/change-words";
import { OwnerShareBar } from "@/components/switches/owner-share-bar";
import { Mark } from "@/components/ui/mark";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import type { TrafficAnswer } from "@/lib/client/client-queries";

type Capability = TrafficAnswer["capabilities"][number];

const declaredWords = ({ legacy, target, both }: Capability["declared"], owners: Owners): string =>
  [
    target > 0 && `${target} ${owners.target}`,
    both > 0 && `${both} canary`,
    legacy > 0 && `${legacy} ${owners.legacy}`,
  ]
    .filter(Boolean)
    .join(", ");

const Verdict = ({ disagreeing, observedRoutes, routes, observed }: Capability) => {
  if (disagreeing > 0) {
    return (
      <span className="flex items-center gap-2 text-fail">
        <Mark kind="fail" label="disagrees" />
        {disagreeing} of {routes} {disagreeing === 1 ? "disagrees" : "disagree"}
      </span>
    );
  }
  if (allOf(observed) === 0) {
    return (
      <span className="flex items-center gap-2 text-ink-3">
        <Mark kind="unknown" label="unobserved" />
        unobserved
      </span>
    );
  }
  return (
    <span className="flex items-center gap-2">
      <Mark kind="pass" label="nothing disagrees" />
      {observedRoutes === routes ? "all seen" : `${observedRoutes} of ${routes} seen`}, none
      disagrees
    </span>
  );
};

/** Each capability: what the switches say, what the upstreams counted, what clients decided. */
export const CapabilityTraffic = ({
  traffic,
  owners,
  onChoose,
}: {
  traffic: TrafficAnswer;
  owners: Owners;
  /** Shows the routes of a capability. */
  onChoose: (capability: string) => void;
}) => (
  <TableFrame className="max-h-[26rem]" label="Capabilities">
    <TableHead>
      <tr>
        <HeadCell pin>Capability</HeadCell>
        <HeadCell numeric>Routes</HeadCell>
        <HeadCell>Declared</HeadCell>
        <HeadCell>Observed</HeadCell>
        <HeadCell>Decided by clients</HeadCell>
        <HeadCell>Since this version</HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {traffic.capabilities.map((capability) => (
        <Row key={capability.key ?? ""}>
          <Cell pin>
            {capability.key === null ? (
              <span className="text-ink-3">no capability</span>
            ) : (
              <button
                className="max-w-[40vw] truncate font-strong hover:underline sm:max-w-64"
                onClick={() => onChoose(capability.key ?? "")}
                title={`Show the routes of ${capability.key}`}
                type="button"
              >
                {capability.key}
              </button>
            )}
          </Cell>
          <Cell numeric>{capability.routes}</Cell>
          <Cell>
            <span className="flex items-center gap-2">
              <OwnerShareBar
                canary={capability.declared.both}
                legacy={capability.declared.legacy}
                target={capability.declared.target}
                words={owners}
              />
              {declaredWords(capability.declared, owners)}
            </span>
          </Cell>
          <Cell>
            <ObservedCell counts={capability.observed} owners={owners} />
          </Cell>
          <Cell className="text-ink-2">{sharesWords(capability.decided, owners) ?? "–"}</Cell>
          <Cell>
            <Verdict {...capability} />
          </Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
