import { durationWords } from "@/components/evidence/evidence-words";
import { OutcomeWord } from "@/components/evidence/outcome-word";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import type { ResultView } from "@/lib/contract/evidence";

const placeOf = ({ className, suite, file }: ResultView): string =>
  className || suite || file || "";

/** Results of one report as they stand in it. */
export const ResultTable = ({ results }: { results: readonly ResultView[] }) => (
  <TableFrame label="Results">
    <TableHead>
      <tr>
        <HeadCell pin>Test</HeadCell>
        <HeadCell>Outcome</HeadCell>
        <HeadCell>Contract test</HeadCell>
        <HeadCell>Class or file</HeadCell>
        <HeadCell numeric>Took</HeadCell>
        <HeadCell numeric>Attempts</HeadCell>
        <HeadCell>Message</HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {results.map((result) => (
        <Row key={result.position}>
          <Cell pin>
            <span className="mono block max-w-80 truncate" title={result.name}>
              {result.name}
            </span>
          </Cell>
          <Cell>
            <OutcomeWord outcome={result.outcome} />
          </Cell>
          <Cell className="mono">
            {result.test ?? <span className="text-ink-3">unmatched</span>}
          </Cell>
          <Cell>
            <span className="mono block max-w-72 truncate" title={placeOf(result)}>
              {placeOf(result)}
            </span>
          </Cell>
          <Cell numeric>{durationWords(result.milliseconds)}</Cell>
          <Cell numeric>{result.attempts}</Cell>
          <Cell>
            <span className="block max-w-96 truncate" title={result.message ?? undefined}>
              {result.message ?? ""}
            </span>
          </Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
