import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { programAddress } from "@/lib/client/program-address";
import type { CapabilitySplit } from "@/lib/contract/items";

const figure = (count: number) =>
  count === 0 ? <span className="text-ink-3">–</span> : count.toLocaleString("en-GB");

/** What the rules as written would give: the capabilities, the rows that move, and what that does to owners. */
export const SplitPreview = ({
  program,
  split,
  isStale,
}: {
  program: string;
  split: CapabilitySplit;
  isStale: boolean;
}) => (
  <Panel
    className={isStale ? "opacity-60 transition-opacity" : "transition-opacity"}
    flush
    title={
      <>
        What this gives{" "}
        <span className="font-normal text-ink-3">
          {split.capabilities.length} capabilities,{" "}
          {split.moved === 0
            ? "no row moves"
            : `${split.moved.toLocaleString("en-GB")} ${split.moved === 1 ? "row moves" : "rows move"}`}
        </span>
      </>
    }
  >
    <ul aria-live="polite">
      {split.effects.map(({ environment, says, refusals }) => (
        <li className="border-line-soft border-t px-4 py-2" key={environment}>
          <p>{says}</p>
          {refusals.map((refusal) => (
            <p className="flex items-start gap-1.5 text-fail" key={refusal}>
              <span className="mt-0.5">
                <Icon name="warning" size={13} />
              </span>
              {refusal}
            </p>
          ))}
        </li>
      ))}
      {split.unusedRules.map((says) => (
        <li className="border-line-soft border-t px-4 py-2 text-ink-2" key={says}>
          {says}
        </li>
      ))}
    </ul>
    <TableFrame
      className="max-h-[32rem] rounded-t-none border-x-0 border-b-0"
      label="Capabilities as they would be"
    >
      <TableHead>
        <tr>
          <HeadCell className="pl-4" pin>
            Capability
          </HeadCell>
          <HeadCell numeric>Routes</HeadCell>
          <HeadCell numeric>Workers</HeadCell>
          <HeadCell className="pr-4" numeric>
            Move in
          </HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {split.capabilities.map(({ key, routes, workers, movedIn }) => (
          <Row key={key}>
            <Cell className="pl-4" pin>
              <Link
                prefetch={false}
                className="hover:underline"
                href={programAddress(program, "inventory", { capability: key })}
              >
                {key}
              </Link>
            </Cell>
            <Cell numeric>{figure(routes)}</Cell>
            <Cell numeric>{figure(workers)}</Cell>
            <Cell className="pr-4" numeric>
              {movedIn > 0 ? <b className="font-bold text-ink">{figure(movedIn)}</b> : figure(0)}
            </Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
  </Panel>
);
