import type * as z from "zod";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { listUnmatchedTests } from "@/lib/contract/tests";

/** What people said of reported tests. */
export const MappingList = ({
  mappings,
}: {
  mappings: z.infer<typeof listUnmatchedTests.answer>["mappings"];
}) => (
  <Panel flush title={`Mapped by people (${mappings.length})`}>
    <TableFrame className="border-0" label="Mapped tests">
      <TableHead>
        <tr>
          <HeadCell pin>Test</HeadCell>
          <HeadCell>Is</HeadCell>
          <HeadCell>Said by</HeadCell>
          <HeadCell>When</HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {mappings.map(({ identity, test, by, at }) => (
          <Row key={identity}>
            <Cell className="mono" pin>
              {identity}
            </Cell>
            <Cell className="mono">{test}</Cell>
            <Cell>{by}</Cell>
            <Cell>
              <Time iso={at} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
  </Panel>
);
