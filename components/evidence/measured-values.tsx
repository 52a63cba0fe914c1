import type { EvidenceDetail } from "@/components/evidence/evidence-facts";
import type { SideWords } from "@/components/evidence/evidence-table";
import { measuredWords } from "@/components/evidence/evidence-words";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";

/** What a report measured, by budget. */
export const MeasuredValues = ({
  owners,
  measured,
}: {
  owners: SideWords;
  measured: EvidenceDetail["measured"];
}) => (
  <Panel flush title="Measured">
    <TableFrame className="border-0" label="Measured">
      <TableHead>
        <tr>
          <HeadCell pin>Budget</HeadCell>
          <HeadCell>Side</HeadCell>
          <HeadCell>Environment</HeadCell>
          <HeadCell>Until</HeadCell>
          <HeadCell numeric>Seconds</HeadCell>
          <HeadCell numeric>Samples</HeadCell>
          <HeadCell>Values</HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {measured.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: measurements have no name of their own and never move
          <Row key={at}>
            <Cell className="mono" pin>
              {one.budget}
            </Cell>
            <Cell>{owners[one.side]}</Cell>
            <Cell>{one.environment}</Cell>
            <Cell>
              <Time iso={one.at} />
            </Cell>
            <Cell numeric>{one.seconds === 0 ? "unknown" : one.seconds}</Cell>
            <Cell numeric>{one.samples?.toLocaleString("en-GB") ?? "unknown"}</Cell>
            <Cell>{measuredWords(one.values)}</Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
  </Panel>
);
