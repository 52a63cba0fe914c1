import Link from "next/link";
import type { ReactNode } from "react";
import { hiderWords } from "@/components/switches/rule-words";
import { DefinitionList } from "@/components/ui/definition-list";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { LegacyState, RuleView } from "@/lib/contract/switches";

type Canary = NonNullable<RuleView["canary"]>;

const keyWords = {
  user: "users",
  org: "orgs",
  repo: "repos",
  targetingKey: "targeting keys",
} satisfies Record<NonNullable<Canary["key"]>, string>;

const legacyWords = {
  hot: "can take over at once",
  cold: "has to be warmed before it takes over",
  lossy: "can take over, and loses what only the target wrote",
  gone: "is gone: the target is the safe owner",
} satisfies Record<ReturnType<(typeof LegacyState)["parse"]>, string>;

const selectorItems = (prefix: string, from: Pick<Canary, "orgs" | "repos" | "users">) =>
  (["orgs", "repos", "users"] as const).flatMap((kind) => {
    const names = from[kind] ?? [];
    const says = names.join(", ");
    return names.length === 0 ? [] : [{ term: `${prefix}${kind}`, says, key: `${prefix}${kind}` }];
  });

const canaryItems = (canary: Canary) => [
  ...selectorItems("Canary ", canary),
  ...(canary.percent === undefined
    ? []
    : [
        {
          term: "Canary share",
          says: `${canary.percent / 100} % of ${keyWords[canary.key ?? "user"]}`,
          key: "share",
        },
      ]),
  ...selectorItems("Never ", canary.except ?? {}),
];

const routes = (count: number): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? "route" : "routes"}`;

/** Everything known of a rule: whom it names, what decides in its place, who set it last and why. */
export const RuleDetails = ({
  program,
  environment,
  rule,
  legacy,
}: {
  program: string;
  environment: string;
  rule: RuleView;
  legacy: keyof typeof legacyWords | undefined;
}) => {
  const { canary, sticky, covers, decides, hiddenBy, setBy, level, key } = rule;
  const hidden = covers - decides;
  const named = hiddenBy.reduce((sum, each) => sum + each.routes, 0);
  // The list is cut at its end, where single routes stand.
  const own =
    hidden - hiddenBy.reduce((sum, each) => sum + (each.level === "route" ? 0 : each.routes), 0);
  const single = hiddenBy.filter((hider) => hider.level === "route");
  const reach: ReactNode =
    hidden === 0 ? (
      `${routes(covers)}, all decided here`
    ) : (
      <>
        {routes(covers)}, {hidden.toLocaleString("en-GB")} of them decided elsewhere:
        <ul className="mt-0.5">
          {hiddenBy
            .filter((hider) => hider.level !== "route")
            .map((hider) => (
              <li key={`${hider.level} ${hider.key}`}>
                {routes(hider.routes)} by {hiderWords(hider)}
              </li>
            ))}
          {single.length > 0 && (
            <li>
              <details open={single.length < 4}>
                <summary className="cursor-pointer">
                  {own === 1 ? "1 by a rule of its own" : `${own} by rules of their own`}
                </summary>
                <ul className="mono mt-0.5 break-all">
                  {single.map((hider) => (
                    <li key={hider.key}>{hider.title}</li>
                  ))}
                  {named < hidden && <li>and {(hidden - named).toLocaleString("en-GB")} more</li>}
                </ul>
              </details>
            </li>
          )}
        </ul>
      </>
    );
  return (
    <DefinitionList
      items={[
        ...(level === "route"
          ? [{ term: "Route", says: <span className="mono">{key}</span> }]
          : []),
        { term: "Covers", says: reach },
        ...(canary ? canaryItems(canary) : []),
        ...(sticky
          ? [
              {
                term: "Sticky",
                says: "whoever created something is served by its owner to the end",
              },
            ]
          : []),
        ...(legacy ? [{ term: "Legacy", says: legacyWords[legacy] }] : []),
        {
          term: "Set",
          says: setBy ? (
            <>
              <Link
                className="font-medium text-target hover:underline"
                href={programAddress(program, "switches", { environment, view: "history" })}
              >
                version {setBy.version}
              </Link>
              , {setBy.by}, <Time iso={setBy.at} />: {setBy.reason}
            </>
          ) : (
            "when the environment began, or long ago"
          ),
        },
      ]}
    />
  );
};
