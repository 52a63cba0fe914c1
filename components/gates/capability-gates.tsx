import Link from "next/link";
import { gateAddress, readingLook, stepWords } from "@/components/gates/gate-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Mark } from "@/components/ui/mark";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import type { CapabilityDetail, CapabilityPlace } from "@/lib/contract/capability";

type Reading = CapabilityPlace["gates"][number];

const readingOf = (place: CapabilityPlace, gate: string): Reading | undefined =>
  place.gates.find((reading) => reading.gate === gate);

/** A capability's gates in every environment, the looked-at one with its reason. */
export const CapabilityGates = ({
  detail,
  environment,
}: {
  detail: CapabilityDetail;
  environment: string;
}) => {
  const here = detail.places.find((place) => place.environment === environment);
  const gates = here?.gates ?? [];
  if (gates.length === 0) {
    return <EmptyState title="No gates yet">Nothing is asked of it before a step.</EmptyState>;
  }
  return (
    <TableFrame label="Quality gates">
      <TableHead>
        <tr>
          <HeadCell pin>Gate</HeadCell>
          {detail.places.map((place) => (
            <HeadCell key={place.environment}>{place.name}</HeadCell>
          ))}
          <HeadCell className="w-full max-sm:hidden">In {here?.name}</HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {gates.map((gate) => (
          <Row key={gate.gate}>
            <Cell pin>
              <Link
                className="font-strong hover:underline"
                href={gateAddress({ program: detail.program, environment }, gate.gate, detail.key)}
                prefetch={false}
                title={`Guards ${stepWords[gate.guards]}`}
              >
                {gate.title}
              </Link>
              {gate.isDryRun && <span className="text-ink-3"> dry run</span>}
              <span className="block w-44 whitespace-normal wrap-anywhere pb-1 text-ink-2 sm:hidden">
                {gate.because}
              </span>
            </Cell>
            {detail.places.map((place) => {
              const reading = readingOf(place, gate.gate);
              return (
                <Cell key={place.environment}>
                  {reading && (
                    <Link
                      className="inline-flex items-center gap-1.5"
                      href={gateAddress(
                        { program: detail.program, environment: place.environment },
                        gate.gate,
                        detail.key,
                      )}
                      prefetch={false}
                      title={reading.because}
                    >
                      <Mark
                        kind={readingLook[reading.state].mark}
                        label={readingLook[reading.state].word}
                      />
                      <span className="text-ink-2">{reading.short}</span>
                    </Link>
                  )}
                </Cell>
              );
            })}
            <Cell className="min-w-72 whitespace-normal! py-1 text-ink-2 max-sm:hidden">
              {gate.because}
            </Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
  );
};
