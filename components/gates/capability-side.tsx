import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { CapabilityDetail, CapabilityPlace } from "@/lib/contract/capability";
import { verificationWords } from "@/lib/domain/inventory-words";

const settled = new Set(["verified", "retired-approved"]);

const SignOff = ({ detail }: { detail: CapabilityDetail }) => {
  const done = detail.verifications
    .filter(({ value }) => settled.has(value))
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <Panel title="Sign-off">
      <ProgressBar
        done={done}
        label={`${done} of ${detail.itemTotal} rows verified or retired`}
        total={Math.max(1, detail.itemTotal)}
      />
      <ul className="mt-2">
        {detail.verifications.map(({ value, count }) => (
          <li key={value}>
            <Link
              className="flex justify-between gap-3 hover:underline"
              href={programAddress(detail.program, "inventory", {
                capability: detail.key,
                verification: value,
              })}
              prefetch={false}
            >
              <span className="text-ink-2">{verificationWords(value)}</span>
              <span>{count}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
};

const Builds = ({ detail, place }: { detail: CapabilityDetail; place: CapabilityPlace }) => (
  <Panel title={`What runs in ${place.name.toLowerCase()}`}>
    {place.deployments.length === 0 ? (
      <p className="text-ink-2">
        Nobody said. CI says it with <span className="mono">signalbox deployed</span>; until then no
        evidence counts for what runs.
      </p>
    ) : (
      <ul className="flex flex-col gap-1">
        {place.deployments.map(({ side, commit, label, at, runUrl }) => (
          <li className="flex flex-wrap gap-x-2" key={`${side} ${commit}`}>
            <span className="w-16 text-ink-2">{detail.owners[side]}</span>
            {runUrl ? (
              <a className="mono text-target hover:underline" href={runUrl}>
                {commit.slice(0, 10)}
              </a>
            ) : (
              <span className="mono">{commit.slice(0, 10)}</span>
            )}
            <span className="text-ink-2">{label}</span>
            <span className="text-ink-3">
              <Time iso={at} />
            </span>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

/** What stands beside a capability's evidence: what runs, what holds it, what is decided, what moved. */
export const CapabilitySide = ({
  detail,
  place,
}: {
  detail: CapabilityDetail;
  place: CapabilityPlace;
}) => (
  <>
    <SignOff detail={detail} />
    <Builds detail={detail} place={place} />
    {detail.blockers.length > 0 && (
      <Panel title="Blockers">
        <ul className="flex flex-col gap-1.5">
          {detail.blockers.map(({ number, text, owner, since, link }) => (
            <li className="wrap-anywhere" key={number}>
              <Link className="font-strong hover:underline" href={link} prefetch={false}>
                #{number} {text}
              </Link>{" "}
              <span className="text-ink-2">
                {owner ?? "nobody"}, since <Time iso={since} />
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    )}
    {detail.decisions.length > 0 && (
      <Panel title="Decisions that its gates require">
        <ul className="flex flex-col gap-1.5">
          {detail.decisions.map(({ key, title, status, owner }) => (
            <li className="wrap-anywhere" key={key}>
              <Link
                className="font-strong hover:underline"
                href={programAddress(detail.program, `decisions/${encodeURIComponent(key)}`)}
                prefetch={false}
              >
                {key} {title}
              </Link>{" "}
              <span className="text-ink-2">
                {status}, {owner ?? "nobody"}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    )}
    <Panel title="Changes of its switches">
      {detail.history.length === 0 ? (
        <p className="text-ink-2">None yet.</p>
      ) : (
        <ol className="flex max-h-96 flex-col gap-2 overflow-y-auto">
          {detail.history.map((change) => (
            <li key={`${change.environment} ${change.version}`}>
              <p className="wrap-anywhere">{change.says}</p>
              <p className="wrap-anywhere text-ink-2 text-sm">
                {change.environment} v{change.version}, {change.by}, <Time iso={change.at} />:{" "}
                {change.reason}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  </>
);
