import Link from "next/link";
import { formatWords, shortCommit } from "@/components/evidence/evidence-words";
import { OutcomeWord } from "@/components/evidence/outcome-word";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { EvidenceSummary } from "@/lib/contract/evidence";

export type SideWords = { readonly legacy: string; readonly target: string };

const Says = ({ evidence }: { evidence: EvidenceSummary }) => (
  <span className="inline-flex items-center gap-1.5">
    <span className="max-w-[32rem] truncate">{evidence.says}</span>
    {evidence.subjects.slice(0, 2).map(({ level, key }) => (
      <Badge key={`${level}:${key}`}>{key === "" ? level : `${level} ${key}`}</Badge>
    ))}
    {evidence.subjects.length > 2 && (
      <span className="text-ink-3">and {evidence.subjects.length - 2} more</span>
    )}
    {evidence.supersededBy && <Badge>superseded</Badge>}
  </span>
);

/** Evidence as rows, each leading to what it holds. */
export const EvidenceTable = ({
  program,
  owners,
  evidence,
}: {
  program: string;
  owners: SideWords;
  evidence: readonly EvidenceSummary[];
}) => (
  <TableFrame label="Evidence">
    <TableHead>
      <tr>
        <HeadCell pin>Reported</HeadCell>
        <HeadCell>Outcome</HeadCell>
        <HeadCell>Kind</HeadCell>
        <HeadCell>Side</HeadCell>
        <HeadCell>Commit</HeadCell>
        <HeadCell>What it says</HeadCell>
        <HeadCell>Environment</HeadCell>
        <HeadCell>Run</HeadCell>
        <HeadCell>Digest</HeadCell>
        <HeadCell>By</HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {evidence.map((each) => (
        <Row key={each.id}>
          <Cell pin>
            <Link
              className="text-target hover:underline"
              href={programAddress(program, `evidence/${each.id}`)}
              prefetch={false}
            >
              <Time iso={each.reportedAt} />
            </Link>
          </Cell>
          <Cell>
            <OutcomeWord outcome={each.outcome} />
          </Cell>
          <Cell>
            <span title={formatWords(each.format)}>{each.kind}</span>
          </Cell>
          <Cell>{each.side ? owners[each.side] : <span className="text-ink-3">neither</span>}</Cell>
          <Cell className="mono">
            {each.commit ? <span title={each.commit}>{shortCommit(each.commit)}</span> : "–"}
          </Cell>
          <Cell>
            <Says evidence={each} />
          </Cell>
          <Cell>{each.environment ?? <span className="text-ink-3">any</span>}</Cell>
          <Cell>
            {each.runUrl ? (
              <a
                className="text-target hover:underline"
                href={each.runUrl}
                rel="noreferrer noopener"
                target="_blank"
              >
                run
              </a>
            ) : (
              <span className="text-ink-3">none</span>
            )}
          </Cell>
          <Cell className="mono">
            <span title={each.digest}>{each.digest.slice(0, 12)}</span>
          </Cell>
          <Cell>{each.by}</Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
