import Link from "next/link";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";
import type { OwnershipAnswer } from "@/lib/client/plan-queries";
import { itemAddress } from "@/lib/client/program-address";

type Level = OwnershipAnswer["rules"][number]["level"];

const levelWords = {
  "local-force": "Force on the machine",
  force: "Force",
  route: "Route",
  capability: "Capability",
  family: "Family",
  default: "Program default",
  worker: "Worker",
  fallback: "No rule",
} satisfies Record<Level, string>;

const keyWords: Readonly<Record<string, string>> = {
  user: "user",
  org: "org",
  repo: "repo",
  targetingKey: "targeting key",
};

const Bucket = ({ bucket, target }: { bucket: OwnershipAnswer["bucket"]; target: string }) =>
  bucket && (
    <p className="mt-1 text-ink-2">
      By its {keyWords[bucket.of] ?? bucket.of} it falls into bucket{" "}
      <b className="font-strong">{bucket.value.toLocaleString("en-GB")}</b> of 10,000;{" "}
      {bucket.below === 0
        ? `none of them meets ${target}`
        : `those below ${bucket.below.toLocaleString("en-GB")} meet ${target}`}
      .
    </p>
  );

/** Who owns it, which rule said so, and what that rule hid. */
export const OwnershipAnswerView = ({
  program,
  owners,
  answer,
  isPast,
}: {
  program: string;
  owners: { readonly legacy: string; readonly target: string };
  answer: OwnershipAnswer;
  isPast: boolean;
}) => {
  const { owner, route, worker, rules, version, since, says } = answer;
  const side = owner === owners.target ? "target" : owner === "off" ? "off" : "legacy";
  return (
    <div aria-live="polite" className="px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <OwnerBadge large side={side} word={owner} />
        <span className="text-ink-3">
          {isPast ? "at version" : "now, by version"} {version}, made <Time iso={since} />
        </span>
      </div>
      <p className="mt-1">{says}</p>
      <Bucket bucket={answer.bucket} target={owners.target} />
      {route && (
        <p className="mt-1 text-ink-2">
          It meets{" "}
          <Link
            className="mono break-all hover:underline"
            href={itemAddress(program, "route", route.key)}
          >
            {route.method} {route.pattern ?? route.key}
          </Link>
          {route.capability && ` of ${route.capability}`}
          {route.family && ` in ${route.family}`}.
        </p>
      )}
      {!route && !worker && (
        <p className="mt-1 text-ink-2">
          No route has this method and path: nothing was decided, and the safe owner answers.
        </p>
      )}
      {rules.length > 0 && (
        <table className="mt-3 w-full max-w-4xl text-left">
          <caption className="sr-only">Every rule that speaks of it, the strongest first</caption>
          <thead>
            <tr className="text-ink-3 text-sm">
              <th className="py-1 pr-4 font-medium" scope="col">
                Level
              </th>
              <th className="py-1 pr-4 font-medium" scope="col">
                Rule
              </th>
              <th className="py-1 pr-4 font-medium" scope="col">
                Says
              </th>
              <th className="py-1 font-medium" scope="col">
                <span className="sr-only">Outcome</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr
                className={classNames(
                  "border-line-soft border-t align-top",
                  !rule.decides && "text-ink-3",
                )}
                key={`${rule.level} ${rule.key}`}
              >
                <td className="py-1.5 pr-4 whitespace-nowrap">{levelWords[rule.level]}</td>
                <td className="mono py-1.5 pr-4 break-all">{rule.key ?? "everything"}</td>
                <td className="py-1.5 pr-4">{rule.says}</td>
                <td className="py-1.5 text-right whitespace-nowrap">
                  {rule.decides ? (
                    <span className="inline-flex items-center gap-1 font-strong text-ink">
                      <Icon name="check" size={13} /> decides
                    </span>
                  ) : (
                    "hidden"
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
};
