import Link from "next/link";
import { batchAddress, countWords, stateTones, stateWords } from "@/components/batches/batch-words";
import { ProgressStrip } from "@/components/batches/progress-strip";
import { weekWords } from "@/components/batches/timeline-layout";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { BatchView, WaveView } from "@/lib/contract/batches";

const Figure = ({
  count,
  href = null,
  isBad = false,
}: {
  count: number;
  /** The rows that it counts; `null` where no page lists just those. */
  href?: string | null;
  isBad?: boolean;
}) => {
  const look = isBad ? "text-fail" : undefined;
  const words = count.toLocaleString("en-GB");
  return (
    <Cell numeric>
      {count === 0 ? (
        <span className="text-ink-3">–</span>
      ) : href === null ? (
        <span className={look}>{words}</span>
      ) : (
        <Link className={classNames("hover:underline", look)} href={href} prefetch={false}>
          {words}
        </Link>
      )}
    </Cell>
  );
};

const Head = ({ what }: { what: string }) => (
  <TableHead>
    <tr>
      <HeadCell pin>{what}</HeadCell>
      <HeadCell>Stands</HeadCell>
      <HeadCell>Progress</HeadCell>
      <HeadCell numeric>Rows</HeadCell>
      <HeadCell numeric>Done</HeadCell>
      <HeadCell numeric>
        <span title="Of those done: as the files say, unsigned here">By file</span>
      </HeadCell>
      <HeadCell numeric>Ready</HeadCell>
      <HeadCell numeric>Stale</HeadCell>
      <HeadCell numeric>Sent back</HeadCell>
      <HeadCell numeric>No owner</HeadCell>
      <HeadCell>Due</HeadCell>
    </tr>
  </TableHead>
);

type Standing = Pick<BatchView, "key" | "counts" | "standing" | "due" | "weeks">;

const Cells = ({
  of,
  rowsAt,
}: {
  of: Standing;
  /** The page that lists its rows, or those of them that wait for one thing. */
  rowsAt: (waits?: "done,unsigned" | "unsigned" | "stale" | "returned") => string | null;
}) => (
  <>
    <Cell>
      <span title={of.standing.says}>
        <Badge tone={stateTones[of.standing.state]}>{stateWords[of.standing.state]}</Badge>
      </span>
    </Cell>
    <Cell>
      <span className="block w-28" title={countWords(of.counts)}>
        <ProgressStrip counts={of.counts} label={of.key} />
      </span>
    </Cell>
    <Figure count={of.counts.rows} href={rowsAt()} />
    <Figure count={of.counts.done} href={rowsAt("done,unsigned")} />
    <Figure count={of.counts.unsigned} href={rowsAt("unsigned")} />
    <Figure count={of.counts.ready} />
    <Figure count={of.counts.stale} href={rowsAt("stale")} isBad />
    <Figure count={of.counts.returned} href={rowsAt("returned")} />
    <Figure count={of.counts.unowned} />
    <Cell>
      {of.due === null ? (
        <span className="text-ink-3">no date</span>
      ) : (
        <span className={of.standing.state === "late" ? "text-fail" : "text-ink-2"}>
          <Time iso={of.due.at} />
        </span>
      )}
    </Cell>
  </>
);

/** What else a batch is called: cut where it is long, so that the figures beside it stay in sight. */
const About = ({ words }: { words: readonly string[] }) => (
  <bdi
    className="hidden max-w-72 truncate align-bottom text-ink-2 sm:inline-block"
    title={words.join(", ")}
  >
    {words.join(", ")}
  </bdi>
);

/** Batches with how far each is, those that are late first. */
export const BatchTable = ({
  program,
  batches,
}: {
  program: string;
  batches: readonly BatchView[];
}) => (
  <TableFrame label="Batches" rowCount={batches.length}>
    <Head what="Batch" />
    <tbody>
      {batches.map((batch) => (
        <Row key={batch.key}>
          <Cell pin>
            <Link
              className="mono inline-block max-w-56 truncate align-bottom hover:underline"
              href={batchAddress(program, batch.key)}
              prefetch={false}
              title={batch.key}
            >
              {batch.key}
            </Link>{" "}
            <About words={[batch.title, batch.owner ?? ""].filter((words) => words !== "")} />
          </Cell>
          <Cells
            of={batch}
            rowsAt={(waits) =>
              waits === undefined
                ? batchAddress(program, batch.key)
                : programAddress(program, "sign-offs", { whose: "all", batch: batch.key, waits })
            }
          />
        </Row>
      ))}
    </tbody>
  </TableFrame>
);

/** Waves with how far each is, and in which weeks it is gone through. */
export const WaveTable = ({ program, waves }: { program: string; waves: readonly WaveView[] }) => (
  <TableFrame label="Waves" rowCount={waves.length}>
    <Head what="Wave" />
    <tbody>
      {waves.map((wave) => (
        <Row key={wave.key}>
          <Cell pin>
            <Link
              className="mono hover:underline"
              href={programAddress(program, "inventory", { wave: wave.key, kind: wave.kinds[0] })}
              prefetch={false}
            >
              {wave.key}
            </Link>{" "}
            <span className="text-ink-2">
              {wave.weeks.length === 0 ? "" : `week of ${wave.weeks.map(weekWords).join(", ")}`}
            </span>
          </Cell>
          <Cells
            of={wave}
            rowsAt={(waits) =>
              waits === undefined
                ? programAddress(program, "inventory", { wave: wave.key, kind: wave.kinds[0] })
                : null
            }
          />
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
