import type { CiHookView } from "@/lib/contract/ci";

export const serviceName = (kind: CiHookView["kind"]): string =>
  kind === "github" ? "GitHub" : "GitLab";

const named = (glob: string, word: string): string =>
  glob === "*" ? `any ${word}` : `the ${word} ${glob}`;

/** `the pipeline build* on the branch main holds the capability push`. */
export const coverWords = ({ pipeline, branch, holds }: CiHookView["covers"][number]): string => {
  const what = holds.map(({ says }) => says);
  const shown = what.slice(0, 4).join(", ");
  const more = what.length > 4 ? ` and ${what.length - 4} more` : "";
  return `${named(pipeline, "pipeline")} on ${named(branch, "branch")} holds ${shown}${more}`;
};

/** Where the address and the secret go on each service. */
export const registerSteps = (kind: CiHookView["kind"]): readonly string[] =>
  kind === "github"
    ? [
        "Repository or organisation, Settings, Webhooks, Add webhook.",
        "Payload URL: the address. Content type: application/json. Secret: the secret.",
        "Let me select individual events: Workflow runs (and Check suites for other CI apps).",
      ]
    : [
        "Project or group, Settings, Webhooks, Add new webhook.",
        "URL: the address. Secret token: the secret.",
        "Trigger: Pipeline events, and nothing else.",
      ];
