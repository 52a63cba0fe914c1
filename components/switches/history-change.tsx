"use client";
import { changeDiff } from "@/components/switches/change-diff";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import type { ChangeView } from "@/lib/contract/switches";

const tones: Readonly<Partial<Record<ChangeView["kind"], Tone>>> = {
  flip: "blue",
  rollback: "amber",
  force: "red",
};

const headClass = "py-1 pr-4 font-medium";

const Differences = ({
  change,
  owners,
}: {
  change: ChangeView;
  owners: { readonly legacy: string; readonly target: string };
}) => {
  const differences = changeDiff(change, owners);
  if (differences.length === 0) return null;
  return (
    <details className="mt-0.5">
      <summary className="cursor-pointer text-ink-3 text-sm hover:text-ink">
        {differences.length === 1 ? "1 rule" : `${differences.length} rules`}, before and after
      </summary>
      <div className="mt-1 max-h-96 overflow-auto">
        <table className="w-full max-w-3xl text-left text-sm">
          <thead className="text-ink-3">
            <tr>
              <th className={headClass} scope="col">
                Rule
              </th>
              <th className={headClass} scope="col">
                Before
              </th>
              <th className={headClass} scope="col">
                After
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ key, rule, was, is }) => (
              <tr className="border-line-soft border-t align-top" key={key}>
                <td className="mono py-1 pr-4 break-all">{rule}</td>
                <td className="py-1 pr-4 text-ink-2">{was}</td>
                <td className="py-1 pr-4">{is}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};

/** One version: what it did and why, whose it was, and the ways back from it. */
export const HistoryChange = ({
  change,
  owners,
  onUndo,
  onRestore,
}: {
  change: ChangeView;
  owners: { readonly legacy: string; readonly target: string };
  onUndo?: (change: ChangeView) => void;
  onRestore?: (change: ChangeView) => void;
}) => {
  const { version, kind, by, at, says, reason, undo } = change;
  return (
    <li className="grid gap-x-4 gap-y-1 border-line-soft border-t px-4 py-2.5 sm:grid-cols-[7.5rem_minmax(0,1fr)_auto]">
      <div className="flex items-baseline gap-2 sm:flex-col sm:gap-1">
        <span className="font-strong">v{version}</span>
        <Badge tone={tones[kind]}>{kind}</Badge>
      </div>
      <div className="min-w-0">
        <p>{says}</p>
        <p className="text-ink-2">{reason}</p>
        <p className="text-ink-3 text-sm">
          {by}, <Time iso={at} />
        </p>
        <Differences change={change} owners={owners} />
      </div>
      <div className="flex items-start gap-1.5 empty:hidden">
        {onUndo && undo.length > 0 && (
          <Button
            aria-label={`Undo version ${version}`}
            icon="undo"
            onClick={() => onUndo(change)}
            size="sm"
            title="Puts back what this version changed, and nothing else"
          >
            Undo
          </Button>
        )}
        {onRestore && (
          <Button
            aria-label={`Restore version ${version}`}
            onClick={() => onRestore(change)}
            size="sm"
            title="Makes every rule what it was right after this version"
            variant="ghost"
          >
            Restore
          </Button>
        )}
      </div>
    </li>
  );
};
