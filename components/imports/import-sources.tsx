import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import type { ImportView } from "@/lib/contract/imports";

/** Which files were recognised as what, and which were set aside and why. */
export const ImportSources = ({ sources }: { sources: ImportView["sources"] }) => {
  const read = sources.filter(({ rows }) => rows > 0);
  const aside = sources.filter(({ rows }) => rows === 0);
  return (
    <Panel
      flush
      title={
        <>
          Sources{" "}
          <span className="font-normal text-ink-3">
            {read.length} read{aside.length > 0 && `, ${aside.length} set aside`}
          </span>
        </>
      }
    >
      <TableFrame
        className="max-h-112 rounded-t-none border-x-0 border-b-0"
        label="Sources of this import"
      >
        <TableHead>
          <tr>
            <HeadCell className="pl-4" pin>
              File
            </HeadCell>
            <HeadCell>Recognised as</HeadCell>
            <HeadCell numeric>Rows</HeadCell>
            <HeadCell>What was done</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {[...read, ...aside].map((source) => (
            <Row className="align-top" key={source.file}>
              <Cell className="max-w-40 truncate py-1.5 pl-4 sm:max-w-72" pin title={source.file}>
                <span className="mono">{source.file}</span>
              </Cell>
              <Cell className="py-1.5">
                {source.recognisedAs ?? (
                  <span className="inline-flex items-center gap-1.5">
                    <Mark kind="none" label="not recognised" />
                    not recognised
                  </span>
                )}
              </Cell>
              <Cell className="py-1.5" numeric>
                {source.rows.toLocaleString("en-GB")}
              </Cell>
              <Cell className="min-w-64 whitespace-normal py-1.5 text-ink-2">{source.says}</Cell>
            </Row>
          ))}
        </tbody>
      </TableFrame>
    </Panel>
  );
};
