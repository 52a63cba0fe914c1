import { OutcomeWord } from "@/components/evidence/outcome-word";
import { Button } from "@/components/ui/button";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { UnmatchedView } from "@/lib/contract/tests";

/** Reported tests that match nothing, each to be mapped by whoever may. */
export const UnmatchedTable = ({
  tests,
  mayMap,
  onMap,
}: {
  tests: readonly UnmatchedView[];
  mayMap: boolean;
  onMap: (test: UnmatchedView) => void;
}) => (
  <TableFrame label="Unmatched tests">
    <TableHead>
      <tr>
        <HeadCell pin>Test</HeadCell>
        <HeadCell>Class</HeadCell>
        <HeadCell>File</HeadCell>
        <HeadCell>Last outcome</HeadCell>
        <HeadCell>Last seen</HeadCell>
        {mayMap && <HeadCell>Map</HeadCell>}
      </tr>
    </TableHead>
    <tbody>
      {tests.map((test) => (
        <Row key={test.identity}>
          <Cell pin>
            <span className="mono block max-w-96 truncate" title={test.name}>
              {test.name}
            </span>
          </Cell>
          <Cell>
            <span className="mono block max-w-72 truncate">{test.className || test.suite}</span>
          </Cell>
          <Cell>
            <span className="mono block max-w-72 truncate">{test.file ?? ""}</span>
          </Cell>
          <Cell>
            <OutcomeWord outcome={test.outcome} />
          </Cell>
          <Cell>
            <Time iso={test.lastSeenAt} />
          </Cell>
          {mayMap && (
            <Cell>
              <Button aria-label={`Map ${test.name}`} onClick={() => onMap(test)} size="sm">
                Map
              </Button>
            </Cell>
          )}
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
