import { claimWords, outcomeWords } from "@/components/sign-offs/rules-words";
import { DefinitionList } from "@/components/ui/definition-list";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import type { SignOffRulesView } from "@/lib/contract/sign-off-rules";
import { claimKinds, doubtfulOutcomes } from "@/lib/domain/sign-off-claims";

/** The rules as those read them who do not change them. */
export const RulesShown = ({ rules }: { rules: SignOffRulesView }) => (
  <>
    <div className="grid items-start gap-3.5 rail:grid-cols-2">
      <Panel title="What a signature takes">
        <DefinitionList
          items={[
            {
              term: "Four eyes",
              says: rules.fourEyes
                ? "asked for: who wrote, reported or asked for what is signed does not sign it"
                : "not asked for: who wrote, reported or asked for it may sign it",
            },
            {
              term: "Besides the owner",
              says:
                rules.alsoTeams.length === 0
                  ? "nobody else has to sign"
                  : rules.alsoTeams.join(", "),
            },
            {
              term: "Of a bulk",
              says:
                rules.samplePercent === 0
                  ? "no row has to be opened"
                  : `${rules.samplePercent} % have to be opened, drawn at random`,
            },
          ]}
        />
      </Panel>
      <Panel title="What makes a signature stale">
        <ul className="flex flex-col gap-2">
          {claimKinds.map((kind) => {
            const counts = rules.counts.includes(kind);
            return (
              <li className="flex items-start gap-2" key={kind}>
                <Mark
                  kind={counts ? "pass" : "none"}
                  label={counts ? "makes it stale" : "makes nothing stale"}
                />
                <span className={counts ? undefined : "text-ink-3"}>
                  {claimWords[kind].label}
                  {kind === "value" && rules.ignoredFields.length > 0 && (
                    <span className="block text-ink-3">
                      but for {rules.ignoredFields.join(", ")}
                    </span>
                  )}
                </span>
              </li>
            );
          })}
          {doubtfulOutcomes
            .filter((outcome) => rules.alsoOutcomes.includes(outcome))
            .map((outcome) => (
              <li className="flex items-start gap-2" key={outcome}>
                <Mark kind="pass" label="makes it stale" />
                <span>Its newest run: {outcomeWords[outcome].toLowerCase()}</span>
              </li>
            ))}
        </ul>
      </Panel>
    </div>
    <p className="mt-3 text-ink-2">Managers of the program change these rules.</p>
  </>
);
