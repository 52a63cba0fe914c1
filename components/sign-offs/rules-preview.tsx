import Link from "next/link";
import { signOffAddress } from "@/lib/client/program-address";
import type { SignOffRulesPreview } from "@/lib/contract/sign-off-rules";

const Touched = ({
  program,
  title,
  touch: { count, first },
}: {
  program: string;
  title: string;
  touch: SignOffRulesPreview["turnStale"];
}) => (
  <div>
    <h3 className="font-strong">
      {title}: {count.toLocaleString("en")}
    </h3>
    {first.length > 0 && (
      <ul className="mt-1 flex max-h-60 flex-col gap-1 overflow-y-auto">
        {first.map(({ kind, key, by, team, says }) => (
          <li className="wrap-anywhere" key={`${kind} ${key} ${team}`}>
            <Link className="mono hover:underline" href={signOffAddress(program, kind, key)}>
              {key}
            </Link>{" "}
            <span className="text-ink-2">
              {says} {by} for {team}.
            </span>
          </li>
        ))}
        {count > first.length && (
          <li className="text-ink-3">and {(count - first.length).toLocaleString("en")} more</li>
        )}
      </ul>
    )}
  </div>
);

/** What other rules would do to the signatures that there are. */
export const RulesPreview = ({
  program,
  preview,
}: {
  program: string;
  preview: SignOffRulesPreview;
}) => {
  const { looked, isPart, turnStale, spared, stayStale, lacking } = preview;
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      <p className="text-ink-2">
        {isPart ? "The first " : ""}
        {looked.toLocaleString("en")} standing signatures were looked at.
      </p>
      <Touched program={program} title="Would go stale" touch={turnStale} />
      {spared.count > 0 && <Touched program={program} title="Would be spared" touch={spared} />}
      {lacking.count > 0 && (
        <Touched program={program} title="Would lack a team's signature" touch={lacking} />
      )}
      {stayStale > 0 && (
        <p className="text-ink-2">
          {stayStale.toLocaleString("en")} stale already: they stay so until they are given again,
          whatever the rules say.
        </p>
      )}
    </div>
  );
};
