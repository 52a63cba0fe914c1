import { authorsInGit } from "@/bin/authors-in-git";
import { type Connection, call } from "@/bin/connection";
import { reportDeployment as operation } from "@/lib/contract/deployments";

type Options = {
  program: string;
  environment: string;
  side: string;
  commit: string;
  label?: string;
  ref?: string;
  runUrl?: string;
  ancestors?: string;
  author?: string[];
  sinceCommit?: string;
  alongside?: true;
  ended?: true;
  at?: string;
  dryRun?: true;
  json?: true;
};

/** `signalbox deployed`: tells which build of a side runs, and says what became unknown by it. */
export const reportDeployment = async (
  connection: Connection,
  { json, ancestors, author, sinceCommit, ...options }: Options,
): Promise<void> => {
  const answer = await call(connection, operation, {
    // A variable of CI that is empty says nothing: a tag where a branch was built.
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== "")),
    // As git prints them, one a line, or with commas.
    authors: author ?? authorsInGit(options.commit, sinceCommit),
    ancestors: ancestors?.split(/[\s,]+/).filter(Boolean) ?? [],
  });
  if (json) return console.log(JSON.stringify(answer, null, 2));
  console.log(`${answer.dryRun ? "Dry run: " : ""}${answer.says}`);
  for (const { capability, tests, of, names } of answer.unknown.capabilities) {
    const more = tests > names.length ? ` and ${tests - names.length} more` : "";
    console.log(
      `  ${capability ?? "no capability"}: ${tests} of ${of}: ${names.join(", ")}${more}`,
    );
  }
};
