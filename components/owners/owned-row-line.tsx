import Link from "next/link";
import { TeamName } from "@/components/owners/team-name";
import { Checkbox } from "@/components/ui/checkbox";
import { Cell, Row } from "@/components/ui/table";
import { itemAddress } from "@/lib/client/program-address";
import type { OwnedRowView } from "@/lib/contract/owners";

/** One row with its owner, why it is that one, and what the sources say where that differs. */
export const OwnedRowLine = ({
  program,
  row,
  isMarked,
  isActive,
  onMark,
}: {
  program: string;
  row: OwnedRowView;
  isMarked: boolean;
  isActive: boolean;
  /** `null` where the reader assigns nothing. */
  onMark: (() => void) | null;
}) => (
  <Row active={isActive}>
    <Cell pin>
      <span className="flex items-center gap-2">
        {onMark && (
          <Checkbox
            checked={isMarked}
            hideLabel
            label={`Mark ${row.kind} ${row.key}`}
            onChange={onMark}
          />
        )}
        <Link
          className="mono block max-w-48 truncate hover:underline"
          href={itemAddress(program, row.kind, row.key)}
          prefetch={false}
          title={`${row.kind} ${row.key}`}
        >
          {row.key}
        </Link>
      </span>
    </Cell>
    <Cell>
      <bdi className="block max-w-[22rem] truncate" title={row.title}>
        {row.title}
      </bdi>
    </Cell>
    <Cell>
      <TeamName className="max-w-44" team={row.team} />
    </Cell>
    <Cell>
      <span className="block max-w-72 truncate text-ink-2" title={row.why.says}>
        {row.why.says}
        {row.named !== null && row.named !== row.team && (
          <span className="text-ink-3">
            {" "}
            (sources: <bdi>{row.named}</bdi>)
          </span>
        )}
      </span>
    </Cell>
    <Cell>
      <span className="mono block max-w-64 truncate text-ink-2" title={row.sourcePath ?? undefined}>
        {row.sourcePath ?? ""}
      </span>
    </Cell>
  </Row>
);
