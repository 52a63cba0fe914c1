import Link from "next/link";
import type { SideWords } from "@/components/evidence/evidence-table";
import { formatWords, measuredWords, shortCommit } from "@/components/evidence/evidence-words";
import { OutcomeWord } from "@/components/evidence/outcome-word";
import { Icon } from "@/components/ui/icon";
import type { ReportPreview } from "@/lib/contract/evidence";

const shown = 12;

const More = ({ shown: few, of }: { shown: number; of: number }) =>
  of > few ? <li className="text-ink-3">and {(of - few).toLocaleString("en-GB")} more</li> : null;

const Changes = ({ changes, changed }: Pick<ReportPreview, "changes" | "changed">) => (
  <ul aria-label="Contract tests that would stand otherwise">
    {changes.slice(0, shown).map(({ test, was, becomes }) => (
      <li className="flex flex-wrap items-center gap-x-2" key={test}>
        <span className="mono">{test}</span>
        <span className="text-ink-3">{was ?? "never ran"}</span>
        <Icon name="arrow-right" size={12} />
        <span className="sr-only">becomes</span>
        <span className="font-strong">{becomes}</span>
      </li>
    ))}
    <More of={changed} shown={Math.min(shown, changes.length)} />
  </ul>
);

const Unmatched = ({ names, count }: { names: readonly string[]; count: number }) => (
  <details>
    <summary className="cursor-default text-ink-2">
      {count.toLocaleString("en-GB")} match no contract test
    </summary>
    <ul className="mono mt-1 text-sm">
      {names.slice(0, shown).map((name) => (
        <li className="wrap-anywhere" key={name}>
          {name}
        </li>
      ))}
      <More of={count} shown={Math.min(shown, names.length)} />
    </ul>
  </details>
);

/** What reports are and would change, one after another, before anything of them is stored. */
export const ReportPreviewList = ({
  program,
  owners,
  preview,
}: {
  program: string;
  owners: SideWords;
  preview: readonly ReportPreview[];
}) => (
  <ul className="flex flex-col gap-4">
    {preview.map((report, at) => {
      const { side, environment, commit, counts } = report;
      const place = [side && owners[side], environment, commit && shortCommit(commit)].filter(
        Boolean,
      );
      const earlier = report.repeats ?? report.supersedes;
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: files may have the same name and never move
        <li className="flex flex-col gap-1" key={at}>
          <p className="flex flex-wrap items-center gap-x-3">
            <span className="mono wrap-anywhere font-strong">{report.file}</span>
            <span>{formatWords(report.format)}</span>
            <OutcomeWord outcome={report.outcome} />
            <span className="text-ink-3">{place.join(" · ")}</span>
          </p>
          <p>{report.says}</p>
          {report.measured.map((one) => (
            <p key={`${one.budget} ${one.environment} ${one.side}`}>
              <span className="mono">{one.budget}</span>: {measuredWords(one.values)}
            </p>
          ))}
          {report.repeats === null && report.tests.length > 0 && report.changed === 0 && (
            <p className="text-ink-2">No contract test would stand otherwise.</p>
          )}
          {report.changed > 0 && <Changes changed={report.changed} changes={report.changes} />}
          {counts !== null && counts.unmatched > 0 && (
            <Unmatched count={counts.unmatched} names={report.unmatched} />
          )}
          {earlier !== null && (
            <p className="text-ink-2">
              {report.repeats ? "Reported before; nothing would be stored: " : "It supersedes "}
              <Link
                className="underline hover:text-ink"
                href={`/programs/${program}/evidence/${earlier}`}
                prefetch={false}
                target="_blank"
              >
                {report.repeats ? "that report" : "what was reported before"}
              </Link>
              .
            </p>
          )}
          {report.notes.map(({ says, row }) => (
            <p className="text-ink-2" key={`${row} ${says}`}>
              {row === undefined ? "" : `Line ${row}: `}
              {says}
            </p>
          ))}
        </li>
      );
    })}
  </ul>
);
