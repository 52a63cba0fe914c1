"use client";
import { CriterionLine } from "@/components/milestones/criterion-line";
import { byState, voteLook } from "@/components/milestones/milestone-words";
import { VerdictLine } from "@/components/milestones/verdict-line";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { StateStrip, type StripTone } from "@/components/ui/state-strip";
import { Time } from "@/components/ui/time";
import type { GoNoGoBoard } from "@/lib/contract/go-no-go";

const toneOf: Record<GoNoGoBoard["gates"][number]["state"], StripTone> = {
  complete: "pass",
  "ready-for-approval": "pass",
  ready: "pass",
  "mostly-ready": "unknown",
  pending: "none",
  blocked: "fail",
};

/** What a room decides on: verdict and criteria, the gates, the votes, what was said, which snapshots stood. It draws the board and nothing else. */
export const BoardView = ({ program, board }: { program: string; board: GoNoGoBoard }) => (
  <div className="flex min-w-0 flex-col gap-3.5">
    <section className="rounded-xl border bg-panel pb-1.5">
      <VerdictLine readiness={board.readiness} />
      {board.criteria.length === 0 ? (
        <p className="px-4 py-3 text-ink-3">It has no criteria.</p>
      ) : (
        <ol aria-label="Criteria" className="py-1.5">
          {byState(board.criteria).map((criterion) => (
            <CriterionLine criterion={criterion} key={criterion.key} program={program} />
          ))}
        </ol>
      )}
    </section>
    {board.gates.length > 0 && (
      <Panel title="Program gates">
        <StateStrip
          cells={board.gates.map((gate) => ({
            key: gate.key,
            label: `${gate.key} ${gate.title}: ${gate.state.replaceAll("-", " ")}`,
            tone: toneOf[gate.state],
            href: null,
          }))}
          label="Program gates"
        />
      </Panel>
    )}
    <Panel title="Votes">
      {board.votes.length === 0 ? (
        <p className="text-ink-3">Nobody has voted{board.decided ? "" : " yet"}.</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {board.votes.map((vote) => {
            const look = voteLook[vote.vote];
            return (
              <li key={`${vote.handle} ${vote.at}`}>
                <p className="flex flex-wrap items-center gap-x-2">
                  <span className="font-strong">{vote.name}</span>
                  <Badge tone={look.tone}>{look.word}</Badge>
                  {board.decided?.dissent.includes(vote.name) && <Badge>dissent</Badge>}
                  <span className="text-ink-3 text-sm">
                    <Time iso={vote.at} />
                  </span>
                </p>
                <p className="wrap-anywhere text-ink-2">{vote.reason}</p>
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
    <Panel title="What was said">
      {board.comments.length === 0 ? (
        <p className="text-ink-3">Nobody has said anything.</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {board.comments.map(({ on, by, at, text }) => (
            <li key={`${at} ${by} ${text}`}>
              <p className="text-ink-3 text-sm">
                <span className="font-strong text-ink-2">{by}</span> on {on}, <Time iso={at} />
              </p>
              <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
    <Panel title="Snapshots">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-ink-2">
        {board.environments.map(({ key, name, version }) => (
          <li key={key}>
            {name} <span className="mono">v{version}</span>
          </li>
        ))}
      </ul>
    </Panel>
  </div>
);
