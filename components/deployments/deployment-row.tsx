import { knownMark, knownWords, shortCommit } from "@/components/deployments/deployment-words";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import type { DeploymentView } from "@/lib/contract/deployments";

/** A build: whose side, which commit, since when, and how much is known of it. */
export const DeploymentRow = ({
  build,
  owners,
  onEnd,
}: {
  build: DeploymentView;
  owners: { legacy: string; target: string };
  /** Left out for what has ended, and for whoever may not. */
  onEnd?: (() => void) | undefined;
}) => {
  const mark = knownMark(build.tests);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-line-soft border-t px-4 py-2.5">
      <span className="w-28 shrink-0">
        <OwnerBadge side={build.side} word={owners[build.side]} />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2">
          {build.label && <span className="font-strong wrap-anywhere">{build.label}</span>}
          <span className="mono" title={build.commit}>
            {shortCommit(build.commit)}
          </span>
          <CopyButton label={`Copy the commit ${shortCommit(build.commit)}`} text={build.commit} />
          {build.ref && <span className="mono wrap-anywhere text-ink-2">{build.ref}</span>}
        </p>
        <p className="text-ink-3">
          since <Time iso={build.at} />
          {build.endedAt && (
            <>
              , ended <Time iso={build.endedAt} />
            </>
          )}
          , told by {build.by}
          {build.runUrl && (
            <>
              {" · "}
              <a
                className="font-medium text-target hover:underline"
                href={build.runUrl}
                rel="noreferrer"
                target="_blank"
              >
                Its run
              </a>
            </>
          )}
        </p>
      </div>
      <span className="flex min-w-0 items-center gap-2">
        <Mark
          kind={mark}
          label={{ pass: "all passed", fail: "failing", unknown: "unknown", none: "none" }[mark]}
        />
        <span className="text-ink-2">{knownWords(build.tests)}</span>
      </span>
      {onEnd && (
        <Button
          aria-label={`End ${owners[build.side]} ${shortCommit(build.commit)}`}
          onClick={onEnd}
          size="sm"
          variant="ghost"
        >
          End
        </Button>
      )}
    </li>
  );
};
